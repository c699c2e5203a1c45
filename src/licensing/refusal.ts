/** Why an act was not done, and what would make it possible. */
export type LicensingRefusal = {
  readonly kind: 'licensing.not-permitted' | 'licensing.not-now' | 'licensing.incomplete' | 'licensing.not-owned'
  readonly sentence: string
}
