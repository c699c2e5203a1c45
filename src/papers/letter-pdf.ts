import { type DecisionLetter, letterHash } from '../licensing/index.ts'
import { bold, italic, pdfOf, plain } from './paper.ts'

/** A decision letter as PDF. Beside each sentence stands what it rests on, and at the end what that is. */
export function letterPdf(letter: DecisionLetter, madeAt: string): Promise<Uint8Array> {
  const { reference, authority, to, on, sentences, exhibits } = letter
  return pdfOf({
    title: `Decision ${reference}`,
    author: authority,
    madeAt,
    head: authority,
    foot: `${reference}, letter ${letterHash(letter).slice(0, 16)}`,
    write: (writer) => {
      writer.heading(1, `Decision ${reference}`)
      writer.paragraph([plain(`${authority}, ${on}. To ${to}.`)])
      for (const { text, evidence } of sentences)
        writer.paragraph([plain(`${text} `), italic(`[${evidence.join('; ')}]`)])
      writer.heading(2, 'What the sentences rest on')
      for (const { id, title, sha256, restsOn } of exhibits) {
        const under = restsOn.length === 0 ? '' : ` It rests on: ${restsOn.join('; ')}.`
        writer.paragraph([
          bold(`${id}. `),
          plain(`${title ?? 'Held in confidence'}.${under} `),
          italic(`SHA-256 ${sha256}`),
        ])
      }
      writer.note(`Letter ${letterHash(letter)}`)
    },
  })
}
