import type { Sha256 } from '../base/index.ts'

/** What the case does not hold and a person adds to fill the form. Absent: not yet answered, and said to be missing. */
export type Answers = {
  readonly contact?: { readonly name?: string; readonly phone?: string; readonly fax?: string }
  /** Block 4, `YYYY-MM-DD`. */
  readonly appliedOn?: string
  readonly applicant?: { readonly address?: string; readonly phone?: string; readonly employerId?: string }
  readonly otherRecipient?: PartyAnswers & { readonly name: string; readonly country?: string }
  /** By `ref` of the party. */
  readonly parties?: Readonly<Record<string, PartyAnswers>>
  /** By `ref` of the item. */
  readonly items?: Readonly<Record<string, ItemAnswers>>
  readonly documentsSubmitted?: readonly string[]
  readonly documentsOnFile?: readonly string[]
  readonly returnedApplication?: string
  readonly replacesLicence?: string
  readonly changesToLicence?: string
  readonly deniedApplication?: string
  readonly previouslyExportedUnder?: string
  readonly importCertificate?: string
  readonly originalConsignee?: PartyAnswers & { readonly name: string; readonly country?: string }
  /** Block 9, for activities of US persons under 15 CFR 744.6: what they do. */
  readonly activities?: string
  readonly endUse?: string
  readonly additional?: readonly string[]
  readonly signatory?: { readonly name?: string; readonly title?: string }
  /** Paragraphs the officer adds to the letter; each rests on exhibits of the package. */
  readonly letter?: readonly { readonly text: string; readonly evidence: readonly string[] }[]
  readonly attachments?: readonly Attachment[]
}

export type PartyAnswers = { readonly address?: string; readonly phone?: string }

export type ItemAnswers = {
  readonly model?: string
  /** Adjusted Peak Performance, for computers. */
  readonly app?: string
  readonly ccats?: string
  readonly unitPriceUsd?: string
  readonly manufacturer?: string
  readonly description?: string
}

/** A file that goes along, by hash of its bytes. */
export type Attachment = { readonly id: string; readonly title: string; readonly sha256: Sha256 }

/**
 * The words of an item of information that was linked to the case, for the schedule, and every mark of who gave it: name,
 * address, message id. The marks go into no output.
 */
export type InformationWords = {
  readonly item: string
  readonly words: string
  readonly sourceMarks: readonly string[]
}
