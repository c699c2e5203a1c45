import type { ApplicationPackage } from '../../src/application/index.ts'

/** The party the goods are for: the end user, else the ultimate consignee. */
export function partyName(whole: ApplicationPackage): string {
  const named = ['19', '18', '16'].flatMap((number) => {
    const block = whole.blocks.find((one) => one.number === number)
    return block?.kind === 'party' ? block.parties.map(({ name }) => name) : []
  })
  return named[0] ?? 'an unnamed end user'
}
