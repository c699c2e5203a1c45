/** The stored text of a record is not the text that was sealed. */
export class TamperedRecord extends Error {
  override readonly name = 'TamperedRecord'
}
