/** The fourteen human-rights factors on which an authority finds something, or says why they do not apply. */
export const FACTORS = [
  'H1',
  'H2',
  'H3',
  'H4',
  'H5',
  'H6',
  'H7',
  'H8',
  'H9',
  'H10',
  'H11',
  'H12',
  'H13',
  'H14',
] as const
export type Factor = (typeof FACTORS)[number]

/** By the names that exporters and authorities share. */
export const FACTOR_TITLES: Readonly<Record<Factor, string>> = {
  H1: 'What the item can do, and how it can be misused',
  H2: 'Who the end user is: identity, unit, mandate',
  H3: 'How the end user has behaved',
  H4: 'Links of a private end user to the state',
  H5: 'The country’s practice, right by right',
  H6: 'Law, warrant and oversight of the use',
  H7: 'Civil disorder, conflict or election now',
  H8: 'Groups that are targeted',
  H9: 'Diversion and onward transfer',
  H10: 'How severe, and whether it can be undone',
  H11: 'Mitigations, and whether they can be verified',
  H12: 'Leverage and exit',
  H13: 'Earlier exports and complaints',
  H14: 'What civil society and tips say',
}
