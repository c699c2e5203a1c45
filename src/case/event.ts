import type { Actor } from './people.ts'

/** A party as the case holds it: enough to link what comes in later. */
export type CaseParty = {
  readonly ref: string
  readonly names: readonly string[]
  readonly roles: readonly string[]
  readonly country: string | null
}

export type CaseItem = {
  readonly ref: string
  readonly name: string
  readonly eccn: string | null
  readonly paragraph: string | null
}

/** A list entry, rule paragraph or table the case rests on: what makes it stale when it changes. */
export type Reliance = {
  readonly kind: 'list-entry' | 'rule' | 'table' | 'forum-record'
  readonly id: string
  readonly version: string
}

/** One listed entry that may be a party. */
export type RecordedHit = {
  /** List and key: `us-sdn/123`. */
  readonly entry: string
  readonly entryVersion: string
  readonly name: string
  /** Two people silenced it as a false match, for every transaction and for a time. Absent: nobody did. */
  readonly suppression?: Silenced | undefined
}

export type Silenced = {
  readonly id: string
  readonly reason: string
  /** The last day it holds. */
  readonly until: string
  readonly by: Pick<Actor, 'id' | 'name'>
  readonly second: Pick<Actor, 'id' | 'name'>
}

export const HIT_DECISIONS = ['true-match', 'false-match', 'undetermined'] as const
export type HitDecision = (typeof HIT_DECISIONS)[number]

export const DISPOSITIONS = ['not-relevant', 'duplicate', 'noted', 'red-flag-raised'] as const
export type Disposition = (typeof DISPOSITIONS)[number]

/** How one right is at risk. Scales are 1 to 5, as the UN Guiding Principles name them. */
export type RightAtRisk = {
  /** `ICCPR 17`, `UDHR 19`. */
  readonly right: string
  readonly holders: string
  readonly scale: number
  readonly scope: number
  readonly irremediability: number
  readonly likelihood: number
  readonly evidence: readonly string[]
  readonly counterEvidence: readonly string[]
}

export type HumanRightsAssessment = {
  readonly rights: readonly RightAtRisk[]
  readonly involvement: 'cause' | 'contribute' | 'directly-linked' | 'none'
  readonly mitigations: readonly string[]
  readonly conclusion: 'proceed' | 'proceed-with-measures' | 'apply' | 'refrain'
  readonly reasons: string
}

/** What a licence lets go of one item of the case, as its letter has it. Decimals; `null`: the letter names none. */
export type LicenceLine = {
  readonly item: string
  readonly quantity: string | null
  readonly unit: string | null
  readonly valueUsd: string | null
}

/** What one shipment took of one item. `valueUsd` `null`: nobody said. */
export type Draw = {
  readonly item: string
  readonly quantity: string
  readonly unit: string
  readonly valueUsd: string | null
}

/** What the matter is, as the assessment of that day had it: a human-rights assessment stands on it. */
export type CaseFacts = {
  readonly destination: string
  readonly endUse: string | null
  /** Hashes of everything that was said of the parties, and of the items. */
  readonly parties: string
  readonly items: string
}

/** A case's own ledger up to a moment: how many entries, and the root of the tree over them. */
export type LedgerRoot = { readonly entries: number; readonly root: string }

export type Decision = {
  readonly outcome: 'granted' | 'granted-with-conditions' | 'denied' | 'returned-without-action'
  readonly authority: string
  readonly reference: string
  /** SHA-256 of the decision letter. */
  readonly letter: string
  readonly conditions: readonly string[]
}

/**
 * What happened in one due-diligence case, in the order it was recorded. `kind` is the sealed entry's kind, the rest its body.
 * Nothing is ever taken back: a later event answers an earlier one.
 */
export type CaseEvent =
  | {
      readonly kind: 'case.opened'
      readonly reference: string
      readonly exportOn: string
      readonly assessment: { readonly id: string; readonly sha256: string }
      readonly law: string
      readonly action: string
      readonly parties: readonly CaseParty[]
      readonly items: readonly CaseItem[]
      /** Ids of people who earn from the sale: they may add information, never dispose of it. */
      readonly revenueOwners: readonly string[]
      readonly relies: readonly Reliance[]
      /** Absent: opened before it was kept. */
      readonly facts?: CaseFacts | undefined
    }
  | {
      /** Asked anew, with the lists and the law of that day and what was decided since. The first answer stays on record. */
      readonly kind: 'case.reassessed'
      readonly reason: string
      readonly exportOn: string
      readonly assessment: { readonly id: string; readonly sha256: string }
      readonly law: string
      readonly action: string
      readonly relies: readonly Reliance[]
      readonly facts?: CaseFacts | undefined
    }
  | {
      /** By the program alone. A later one for the same party stands beside it; the hits of both stay. */
      readonly kind: 'screening.recorded'
      /** `ref` of a party, or of one and the path to its owner: `buyer > Holding A`. */
      readonly party: string
      /** Hash of everything the party was screened by. */
      readonly partyVersion: string
      readonly state: string
      readonly because: string
      /** `false`: a list that is needed was missing or too old, whether or not another had a hit. */
      readonly isComplete: boolean
      readonly hits: readonly RecordedHit[]
    }
  | {
      /** Two people say that the party was screened by other means. */
      readonly kind: 'screening.vouched'
      readonly party: string
      readonly how: string
      readonly evidence: readonly string[]
      readonly second: Actor
    }
  | { readonly kind: 'classification.recorded'; readonly item: string; readonly eccn: string; readonly by: string }
  | {
      readonly kind: 'determination.recorded'
      readonly item: string
      readonly outcome: string
      readonly requirements: readonly string[]
      readonly exceptions: readonly string[]
    }
  | {
      readonly kind: 'factor.recorded'
      readonly factor: string
      readonly state: string
      readonly because: readonly string[]
    }
  | { readonly kind: 'question.opened'; readonly question: string; readonly text: string; readonly paragraph: string }
  | { readonly kind: 'question.answered'; readonly question: string; readonly answer: string; readonly source: string }
  | {
      readonly kind: 'hit.decided'
      readonly party: string
      readonly entry: string
      readonly entryVersion: string
      readonly decision: HitDecision
      readonly reason: string
    }
  | {
      /** Whoever withdrew the suppression that silenced it. Only that can open it: what a person decided here stays. */
      readonly kind: 'hit.reopened'
      readonly party: string
      readonly entry: string
      readonly suppression: string
      readonly reason: string
    }
  | {
      readonly kind: 'flag.raised'
      readonly flag: string
      readonly text: string
      readonly because: readonly string[]
      readonly from: string
    }
  | {
      readonly kind: 'flag.inquired'
      readonly flag: string
      readonly question: string
      readonly askedOf: string
      readonly dueOn: string
    }
  | { readonly kind: 'flag.answered'; readonly flag: string; readonly answer: string; readonly isAdequate: boolean }
  | {
      readonly kind: 'flag.resolved'
      readonly flag: string
      readonly reason: string
      readonly evidence: readonly string[]
      readonly considered: readonly string[]
    }
  | { readonly kind: 'flag.unresolved'; readonly flag: string; readonly reason: string }
  | { readonly kind: 'flag.mistaken'; readonly flag: string; readonly reason: string; readonly second: Actor }
  | {
      readonly kind: 'information.linked'
      readonly item: string
      readonly sha256: string
      readonly party: string
      readonly because: string
      readonly isRetroactive: boolean
    }
  | {
      readonly kind: 'information.disposed'
      readonly item: string
      readonly disposition: Disposition
      readonly reason: string
      readonly evidence: readonly string[]
      readonly second: Actor | null
    }
  | { readonly kind: 'information.reopened'; readonly item: string; readonly reason: string }
  | { readonly kind: 'disclosure.withheld'; readonly subject: string; readonly ground: string; readonly second: Actor }
  | {
      readonly kind: 'rights.assessed'
      readonly assessment: HumanRightsAssessment
      readonly considered: readonly string[]
    }
  | {
      /** What changed since was looked at, and the assessment still holds. */
      readonly kind: 'rights.confirmed'
      readonly looked: string
      readonly reason: string
      readonly considered: readonly string[]
    }
  | { readonly kind: 'hold.placed'; readonly hold: string; readonly reason: string; readonly source: string }
  | { readonly kind: 'hold.lifted'; readonly hold: string; readonly basis: string }
  | { readonly kind: 'application.prepared'; readonly package: string; readonly schedule: readonly string[] }
  | {
      readonly kind: 'application.signed'
      readonly package: string
      readonly statement: string
      readonly signature: string
    }
  | {
      readonly kind: 'application.submitted'
      readonly package: string
      readonly authority: string
      /** Root over the entries of the case before this one: any single fact known then can be proven under it. */
      readonly ledger?: LedgerRoot
    }
  | { readonly kind: 'application.registered'; readonly reference: string }
  | { readonly kind: 'application.asked'; readonly query: string; readonly question: string; readonly dueOn: string }
  | {
      readonly kind: 'application.replied'
      readonly query: string
      readonly answer: string
      readonly documents: readonly string[]
    }
  | { readonly kind: 'application.intent-to-deny'; readonly reasons: string; readonly answerBy: string }
  | { readonly kind: 'application.rebutted'; readonly answer: string }
  | { readonly kind: 'application.decided'; readonly decision: Decision }
  | {
      /** By hand: it was not sent from here. */
      readonly kind: 'application.made-elsewhere'
      readonly authority: string
      /** The number the authority gave it. */
      readonly reference: string
      readonly on: string
      /** SHA-256 of what shows it: information that is linked to the case. */
      readonly evidence: string
      /** What of the disclosure schedule it told the authority. */
      readonly schedule: readonly string[]
      readonly ledger?: LedgerRoot
    }
  | {
      /** By hand, from the letter: information that is linked to the case. Two stand behind one that lets goods go. */
      readonly kind: 'application.decided-elsewhere'
      readonly decision: Decision
      readonly second: Actor | null
    }
  | {
      /** What the letter of the decision grants. A later one of the same number takes its place; both stay on record. */
      readonly kind: 'licence.recorded'
      readonly licence: string
      /** SHA-256 of the letter it is read from. */
      readonly letter: string
      readonly lines: readonly LicenceLine[]
      /** First and last day on which it may be drawn on; `null`: the letter names none. */
      readonly from: string | null
      readonly until: string | null
    }
  | {
      readonly kind: 'shipment.recorded'
      readonly shipment: string
      readonly on: string
      readonly quantity: string
      readonly licence: string | null
      /** What it took of the licence, item by item. Absent: it draws on none, or nobody said. */
      readonly drawn?: readonly Draw[] | undefined
    }
  | { readonly kind: 'case.released'; readonly basis: string; readonly second: Actor }
  | { readonly kind: 'case.refrained'; readonly reason: string }
  | { readonly kind: 'case.reopened'; readonly reason: string; readonly source: string }
  | {
      readonly kind: 'duty.opened'
      readonly duty: string
      readonly text: string
      readonly paragraph: string
      readonly dueOn: string | null
    }
  | { readonly kind: 'duty.done'; readonly duty: string; readonly how: string }
  | {
      /** Done when the second person gives their name at their own sign-in, if the gate lets it through then. */
      readonly kind: 'approval.asked'
      readonly approval: string
      readonly act: ActToSecond
      /** What is asked, for whoever is to stand behind it. */
      readonly sentence: string
    }
  | { readonly kind: 'approval.given'; readonly approval: string }
  | { readonly kind: 'approval.declined'; readonly approval: string; readonly reason: string }
  | {
      /** An attempt the gate turned away. It changes nothing, and stays. */
      readonly kind: 'act.refused'
      /** Kind of the act, as it was asked. */
      readonly asked: string
      readonly sentence: string
    }

export const SECONDED = [
  'screening.vouched',
  'flag.mistaken',
  'information.disposed',
  'disclosure.withheld',
  'case.released',
  'application.decided-elsewhere',
] as const
type SecondedEvent = Extract<CaseEvent, { kind: (typeof SECONDED)[number] }>

type Without<Event, Field extends string> = Event extends unknown ? Omit<Event, Field> : never
/** An act that two people stand behind, before the second is known. */
export type ActToSecond = Without<SecondedEvent, 'second'>

export type CaseKind = CaseEvent['kind']
