/** Chapter 3: inquiry, human-rights assessment, the application with everything disclosed. */
import type { ApplicationView } from '../../app/index.ts'
import { NotHeld } from '../claims.ts'
import type { Chapter, Step } from '../step.ts'
import type { World } from '../world.ts'
import { act, caseOf, recorded } from './exporter.ts'
import { REFERENCE, TIP_AUTHOR } from './papers.ts'

const olive = (world: World) => world.as('instruments', 'Olive Officer')
const edgar = (world: World) => world.as('instruments', 'Edgar Executive')

const pageOfCase = (part: string) => async (world: World) =>
  `/cases/${(await caseOf(olive(world), REFERENCE)).id}${part}`

export async function applicationOf(world: World): Promise<ApplicationView> {
  const { id } = await caseOf(olive(world), REFERENCE)
  return olive(world).get<ApplicationView>(`/v1/cases/${id}/application`)
}

const inquired: Step = {
  id: 'inquiry',
  title: 'Every red flag is inquired into, and the buyer does not explain',
  told: 'A flag that cannot be resolved does not disappear: it is disclosed to the authority, or the export is refrained from.',
  doors: [{ node: 'instruments', as: 'Olive Officer', label: 'Open the red flags', path: pageOfCase('#flags') }],
  play: async (world) => {
    const { id, state } = await caseOf(olive(world), REFERENCE)
    for (const flag of state.flags) {
      if (flag.state === 'raised') {
        await act(olive(world), id, {
          kind: 'flag.inquired',
          flag: flag.id,
          question: 'Which unit uses the device, on what legal basis, under whose supervision, and was it used so?',
          askedOf: 'the purchasing department of the ministry',
          dueOn: state.exportOn,
        })
      }
      if (flag.state === 'raised' || flag.state === 'inquiring') {
        await act(olive(world), id, {
          kind: 'flag.answered',
          flag: flag.id,
          answer: 'The ministry does not comment on the work of its units.',
          isAdequate: false,
        })
      }
      if (flag.state !== 'unresolved') {
        await act(olive(world), id, { kind: 'flag.unresolved', flag: flag.id, reason: 'asked, and not explained' })
      }
    }
  },
  check: async (world, { that }) => {
    const view = await caseOf(olive(world), REFERENCE)
    that(
      'every red flag was inquired into',
      view.state.flags.length > 0 &&
        view.state.flags.every(({ id }) =>
          recorded(view, 'flag.inquired').some(({ event }) => event.kind === 'flag.inquired' && event.flag === id),
        ),
    )
    that(
      'none could be resolved, and none disappeared',
      view.state.flags.every(({ state }) => state === 'unresolved'),
      view.state.flags.map(({ state }) => state),
    )
    const lines = view.schedule.lines.map(({ subject }) => subject)
    that(
      'each is to be disclosed',
      view.state.flags.every(({ id }) => lines.some((line) => line.includes(id))),
      lines,
    )
  },
}

const assessed: Step = {
  id: 'rights',
  title: 'The officer writes the human-rights assessment',
  told: 'Right by right: who is at risk, how grave by scale, scope and irremediability, how likely, with evidence and counter-evidence, and what could be done against it.',
  doors: [{ node: 'instruments', as: 'Olive Officer', label: 'Open the assessment', path: pageOfCase('#rights') }],
  play: async (world) => {
    const { id, state } = await caseOf(olive(world), REFERENCE)
    const items = state.information.map(({ item }) => item)
    await act(olive(world), id, {
      kind: 'rights.assessed',
      assessment: {
        rights: [
          {
            right: 'ICCPR 17',
            holders: 'people whose calls are taken, reporters and their sources first',
            scale: 4,
            scope: 3,
            irremediability: 4,
            likelihood: 4,
            evidence: items,
            counterEvidence: ['the ministry’s general statement on lawful interception'],
          },
          {
            right: 'ICCPR 19',
            holders: 'reporters, and everybody who reads them',
            scale: 4,
            scope: 4,
            irremediability: 3,
            likelihood: 4,
            evidence: items,
            counterEvidence: [],
          },
        ],
        involvement: 'directly-linked',
        mitigations: [
          'a log of use that cannot be switched off',
          'training that names what the device may not be used for',
        ],
        conclusion: 'apply',
        reasons:
          'The use would be covert and no court reviews it. The authority should decide with everything we know before it.',
      },
      considered: items,
    })
  },
  check: async (world, { that }) => {
    const { state } = await caseOf(olive(world), REFERENCE)
    const { rights } = state
    that(
      'it weighs the tip',
      rights !== null &&
        state.information.length > 0 &&
        state.information.every(({ item }) => rights.considered.includes(item)),
      rights?.considered,
    )
    that(
      'it names the rights at risk, each with its evidence',
      (rights?.assessment.rights.length ?? 0) > 0 &&
        rights?.assessment.rights.every(({ evidence }) => evidence.length > 0) === true,
    )
    that(
      'it concludes to apply, in the name of Olive Officer',
      rights?.assessment.conclusion === 'apply' && rights.by.name === 'Olive Officer',
    )
  },
}

const BROCHURE =
  'Technical specification FX-9\n\nTakes the content of calls and messages from the air interface. Invented.\n'

const prepared: Step = {
  id: 'prepare',
  title: 'The application is prepared, with the disclosure schedule in it',
  told: 'The blocks of form BIS-748P, a letter of explanation, and a schedule generated from the ledger: every red flag, every inquiry, the tip in its own words and its author protected.',
  doors: [
    { node: 'instruments', as: 'Olive Officer', label: 'Open the application', path: pageOfCase('/application') },
  ],
  play: async (world) => {
    const { id } = await caseOf(olive(world), REFERENCE)
    const base = `/v1/cases/${id}/application`
    let view = await applicationOf(world)
    if (view.attachments.length === 0) {
      view = await olive(world).post<ApplicationView>(`${base}/attachments`, {
        title: 'Technical specification FX-9',
        name: 'fx-9.txt',
        mediaType: 'text/plain',
        base64: Buffer.from(BROCHURE).toString('base64'),
      })
    }
    const [attachment] = view.attachments
    await olive(world).post(`${base}/answers`, {
      contact: { name: 'Olive Officer', phone: '+1 555 0100' },
      appliedOn: world.clock.now().toISOString().slice(0, 10),
      applicant: { address: '2 Fictional Street, Springfield', phone: '+1 555 0101', employerId: '00-0000000' },
      documentsOnFile: ['Statement of the end user'],
      signatory: { name: 'Edgar Executive', title: 'Chief Executive' },
      letter: [
        {
          text: 'The specification describes what the device takes and what it keeps.',
          evidence: [`attachment ${attachment?.id}`],
        },
      ],
    })
    await olive(world).post(`${base}/prepare`, {})
  },
  check: async (world, { that }) => {
    const view = await applicationOf(world)
    that('nothing of the form is missing', view.draft.missing.length === 0, view.draft.missing)
    that('nothing blocks a signature', view.draft.blocks.length === 0, view.draft.blocks)
    that('it is prepared', view.prepared !== null)
    const { schedule } = await caseOf(olive(world), REFERENCE)
    const tip = schedule.lines.find(({ subject }) => subject.startsWith('information '))
    that('the tip is in the schedule in its own words', tip?.text.includes('used against reporters') === true, tip)
    const all = JSON.stringify(view)
    that('its author is nowhere in the package', !TIP_AUTHOR.test(all), TIP_AUTHOR.exec(all)?.[0])
  },
}

const signed: Step = {
  id: 'sign',
  title: 'The accountable executive signs',
  told: 'A second person: whoever wrote the assessment cannot sign. The key of the node seals the name, the statement and the hash of the package.',
  doors: [{ node: 'instruments', as: 'Edgar Executive', label: 'Read and sign', path: pageOfCase('/application') }],
  play: async (world) => {
    const { id } = await caseOf(olive(world), REFERENCE)
    const sign = `/v1/cases/${id}/application/sign`
    const tried = await olive(world).ask('POST', sign, { json: { statement: 'I sign my own work.' } })
    if (tried.status !== 403)
      throw new NotHeld(`the officer who wrote it was answered ${tried.status} to her signature`)
    await edgar(world).post(sign, { statement: 'I read it, I stand behind it, and nothing we know is left out.' })
  },
  check: async (world, { that }) => {
    const view = await applicationOf(world)
    that('Edgar Executive signed it', view.signed?.declaration.name === 'Edgar Executive', view.signed?.declaration)
    that('what he signed is what was prepared', view.signed !== null && view.signed.package === view.prepared?.package)
  },
}

const papers: Step = {
  id: 'papers',
  title: 'Out come a file, a paper and a sheet for the authority’s own form',
  told: 'JSON for the authority’s node, a PDF that a ministry takes as an attachment, and a transfer sheet in the order of its electronic form.',
  doors: [{ node: 'instruments', as: 'Olive Officer', label: 'Open the papers', path: pageOfCase('/application') }],
  play: async () => {},
  check: async (world, { that }) => {
    const { id } = await caseOf(olive(world), REFERENCE)
    const file = async (name: string) => {
      const answer = await olive(world).ask('GET', `/v1/cases/${id}/application/files/${name}`)
      that(`${name} is there`, answer.status === 200, answer.body)
      return Buffer.from(answer.bytes)
    }
    const pdf = await file('application.pdf')
    that(
      'the PDF is tagged, so that it can be read aloud',
      pdf.subarray(0, 5).toString() === '%PDF-' && pdf.includes('StructTreeRoot'),
    )
    const json = (await file('application.json')).toString('utf8')
    that('the file holds the signature', json.includes('"signature"'))
    that('no file names the author of the tip', !TIP_AUTHOR.test(json))
    const sheet = (await file('transfer-sheet.csv')).toString('utf8')
    that('the sheet has a line for each block of the form', sheet.split('\n').length > 20, sheet.split('\n').length)
    await file('transfer-sheet.md')
  },
}

export const APPLICATION_CHAPTER: Chapter = {
  title: 'From a red flag to a signed application',
  told: 'Nothing that is known is left out, and two people stand behind it.',
  steps: [inquired, assessed, prepared, signed, papers],
}
