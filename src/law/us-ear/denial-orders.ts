import type { Rule } from '../rule.ts'
import { readListings, standsOn } from './parties.ts'
import { AS_READ, SINCE_BEFORE } from './reading.ts'

/** General Prohibition Four: nothing subject to the EAR may go to, through or for a denied person, in any role. */
export const denialOrders: Rule = {
  id: 'us-ear/736.2/denial-order',
  title: 'A denied person in any role forbids the transaction',
  cites: [
    { ref: '15 CFR 736.2(b)(4)', textSha256: null },
    { ref: '15 CFR 764.2(k)', textSha256: null },
  ],
  inForce: [SINCE_BEFORE],
  checkedOn: AS_READ,
  find(facts) {
    const { listed, open, why } = readListings(facts, ['us-dpl'], 'any-role')
    return [
      ...listed.map(({ party, listing }) => ({
        kind: 'requirement' as const,
        requirement: {
          reason: 'denied-person',
          paragraph: '15 CFR 736.2(b)(4)',
          because: [
            `\`${party.name}\` (${party.roles.join(', ')}) ${standsOn(listing)} the Denied Persons List as \`${listing.name}\``,
            listing.endOn === null ? 'the order states no end' : `the order runs to ${listing.endOn}`,
          ],
          effect: 'prohibits' as const,
          authority: 'none' as const,
          party: party.ref,
          onlyExceptions: [],
        },
      })),
      ...open,
      ...why,
    ]
  },
}
