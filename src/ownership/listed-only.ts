/** Lists whose law stops at the party that is listed, each with where that is said. */
export const LISTED_ONLY: Readonly<Record<string, { readonly why: string; readonly cite: string }>> = {
  'us-uvl': {
    why: 'the Unverified List has no affiliates rule: 90 FR 47201 left it out',
    cite: '90 FR 47201, preamble; 15 CFR 744.15',
  },
  'us-dpl': {
    why: 'a denial order binds whom it names, and others only where the order itself says so; 90 FR 47201 left it out',
    cite: '90 FR 47201, preamble; 15 CFR 766.23 (orders may name related persons)',
  },
  'us-cmic': {
    why: 'the prohibitions of E.O. 13959 reach a subsidiary only where it is itself on the list',
    cite: 'OFAC FAQ 857',
  },
  'us-1260h': {
    why: 'the list under section 1260H names companies one by one and makes no export requirement for those they own',
    cite: 'Pub. L. 116-283, section 1260H',
  },
}
