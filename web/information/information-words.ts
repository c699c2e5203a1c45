import type { InformationView } from '../../src/app/index.ts'
import type { Channel, SourceProtection } from '../../src/intake/index.ts'
import { type StateWord, stateWord } from '../parts/state-mark.tsx'

export const STAGE_WORDS: Readonly<Record<InformationView['stage'], StateWord>> = {
  unlinked: stateWord(
    'Not linked',
    'dashed',
    'danger',
    'It names no party of a case that is known, and nobody has read it.',
  ),
  linked: stateWord('Linked', 'half', 'danger', 'It is linked to a case, and nobody has said what it is about.'),
  triaged: stateWord('Read', 'half', 'plain', 'Somebody read it; a case still waits for a disposition.'),
  disposed: stateWord('Dealt with', 'filled', 'plain', 'Every case it touches has dealt with it.'),
}

export const TODO_WORDS: Readonly<Record<NonNullable<InformationView['clock']>['todo'], string>> = {
  link: 'read it, and link it',
  triage: 'read it, and say what it is about',
  dispose: 'dispose of it in each case',
}

export const CHANNEL_NAMES: Readonly<Record<Channel, string>> = {
  email: 'E-mail',
  crm: 'Customer records',
  'call-note': 'Telephone call',
  'site-visit': 'Visit on site',
  'service-ticket': 'Service request',
  news: 'News',
  'ngo-report': 'Report of an organisation',
  'list-update': 'Change of a list',
  whistleblower: 'Whistleblower',
  'customer-document': 'Document of the customer',
  telemetry: 'Data of the device',
  'authority-letter': 'Letter of the authority',
  manual: 'Written down here',
}

export const PROTECTION_NAMES: Readonly<Record<SourceProtection, string>> = {
  open: 'Author open',
  restricted: 'Author protected',
  sealed: 'Author sealed',
}

export const FINDING_NAMES: Readonly<Record<InformationView['triage'][number]['finding'], string>> = {
  'concerns-a-case': 'Concerns a case',
  'concerns-nobody-known': 'Concerns nobody known',
}
