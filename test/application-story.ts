import { createPrivateKey, sign as signWith } from 'node:crypto'
import {
  type Answers,
  type ApplicationPackage,
  type Declaration,
  declaredBytes,
  type InformationWords,
  packageHash,
  prepare,
  type SignedPackage,
  signedPackage,
} from '../src/application/index.ts'
import { type Assessment, assess, emptySnapshot, readTransaction, US_EXPORTER } from '../src/assessment/index.ts'
import { day, type PrivateKey, privateKeyPem, readPrivateKey, sha256 } from '../src/base/index.ts'
import { type Actor, type Asked, act, afterEvent, type CaseState, caseOf } from '../src/case/index.ts'
import { interceptorOrder } from './orders.ts'
import { shippedLaw } from './shipped-law.ts'

const AT = '2026-11-24T09:00:00.000Z'
export const officer: Actor = { id: 'u1', name: 'Fictional Officer', roles: ['officer'] }
export const secondOfficer: Actor = { id: 'u2', name: 'Second Fictional Officer', roles: ['officer'] }
export const executive: Actor = { id: 'u3', name: 'Fictional Executive', roles: ['executive'] }

const tables = shippedLaw()

/** A device that takes the content of calls, to a fictional unit of a ministry; changes as the transaction has them. */
export function interceptionAssessment(changes: Readonly<Record<string, unknown>> = {}): Assessment {
  const transaction = readTransaction(
    {
      ...interceptorOrder({ reference: 'F-1', exportOn: '2026-07-23', endUserType: 'government' }),
      ...changes,
    },
    tables,
  )
  if (!transaction.ok) throw new Error(JSON.stringify(transaction.error))
  return assess({
    transaction: transaction.value,
    snapshot: emptySnapshot(),
    tables,
    id: 'a1',
    askedAt: AT,
    today: day('2026-11-24'),
    programVersion: '0.0.0',
    profile: US_EXPORTER,
  })
}

export function openedCase(): CaseState {
  return caseOf([
    {
      event: {
        kind: 'case.opened',
        reference: 'C-1',
        exportOn: '2026-07-23',
        assessment: { id: 'a1', sha256: sha256('assessment') },
        law: 'licence-required',
        action: 'hold',
        parties: [],
        items: [],
        revenueOwners: [],
        relies: [],
      },
      actor: officer,
      at: AT,
    },
  ])
}

export function afterActs(state: CaseState, ...acts: readonly (readonly [Asked, Actor])[]): CaseState {
  return acts.reduce((now, [asked, actor]) => {
    const acted = act(now, asked, actor)
    if (!acted.ok) throw new Error(`${asked.kind}: ${acted.error.sentence}`)
    return acted.value.reduce((next, event) => afterEvent(next, { event, actor, at: AT }), now)
  }, state)
}

/** A tip was linked and noted, the flag it raised was inquired into without success, the human-rights assessment written. */
export function tippedCase(): CaseState {
  return afterActs(
    openedCase(),
    [
      {
        kind: 'information.linked',
        item: 'n1',
        sha256: sha256('mail'),
        party: 'ministry',
        because: 'names the unit',
        isRetroactive: false,
      },
      officer,
    ],
    [
      {
        kind: 'flag.raised',
        flag: 'F1',
        text: 'Used against reporters.',
        because: ['a letter says so'],
        from: 'information n1',
      },
      officer,
    ],
    [
      {
        kind: 'information.disposed',
        item: 'n1',
        disposition: 'red-flag-raised',
        reason: 'credible and detailed',
        evidence: ['n1'],
        second: null,
      },
      officer,
    ],
    [
      { kind: 'flag.inquired', flag: 'F1', question: 'Was it used so?', askedOf: 'the buyer', dueOn: '2026-10-01' },
      officer,
    ],
    [{ kind: 'flag.answered', flag: 'F1', answer: 'No comment', isAdequate: false }, officer],
    [{ kind: 'flag.unresolved', flag: 'F1', reason: 'the buyer does not explain' }, officer],
    [
      {
        kind: 'rights.assessed',
        assessment: {
          rights: [
            {
              right: 'ICCPR 17',
              holders: 'reporters and their sources',
              scale: 4,
              scope: 3,
              irremediability: 4,
              likelihood: 4,
              evidence: ['n1'],
              counterEvidence: [],
            },
          ],
          involvement: 'directly-linked',
          mitigations: ['a log that cannot be switched off'],
          conclusion: 'apply',
          reasons: 'The use would be covert, and a court does not review it.',
        },
        considered: ['n1'],
      },
      officer,
    ],
  )
}

export const fullAnswers: Answers = {
  contact: { name: 'Fictional Contact', phone: '+1 555 0100' },
  appliedOn: '2026-11-24',
  applicant: { address: '2 Fictional Street, Springfield', phone: '+1 555 0101', employerId: '00-0000000' },
  documentsOnFile: ['Statement of the end user'],
  signatory: { name: 'Fictional Executive', title: 'Chief Executive' },
  attachments: [{ id: 'brochure', title: 'Technical specification FI-IC-1', sha256: sha256('brochure') }],
  letter: [{ text: 'The specification describes the device.', evidence: ['attachment brochure'] }],
}

export const tipWords: InformationWords = {
  item: 'n1',
  words: 'The third unit listened to reporters with such a device. Ask Mara Fictionova (mara@tips.example).',
  sourceMarks: ['Mara Fictionova', 'Fictionova', 'mara@tips.example', 'id-77@tips.example'],
}

/** A whole package, with nothing missing. */
export function wholePackage(): ApplicationPackage {
  return prepare(tippedCase(), interceptionAssessment(), { answers: fullAnswers, information: [tipWords] })
}

export function keyOf(seed: number): PrivateKey {
  const key = readPrivateKey(Buffer.alloc(32, seed))
  if (!key.ok) throw new Error('a seed makes a key')
  return key.value
}

export function declarationOf(whole: ApplicationPackage): Declaration {
  return {
    package: packageHash(whole),
    name: 'Fictional Executive',
    title: 'Chief Executive',
    statement: 'I read it and stand behind it.',
    signedAt: AT,
  }
}

export function signedBy(key: PrivateKey, whole: ApplicationPackage): SignedPackage {
  const declared = declarationOf(whole)
  const signature = signWith(null, declaredBytes(declared), createPrivateKey(privateKeyPem(key)))
  const signed = signedPackage(whole, declared, key.publicKey, signature)
  if (!signed.ok) throw new Error(signed.error.sentence)
  return signed.value
}
