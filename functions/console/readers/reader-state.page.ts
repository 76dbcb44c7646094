import type { ReaderShown } from '../../api/answers/readers.ts'
import { type Html, html } from '../../web/html.ts'
import type { Visit } from '../visit.ts'

/** In which of the console's colours a state is shown. */
const kinds: Partial<Record<ReaderShown['status'], string>> = {
  active: 'finished',
  pending: 'held',
  suppressed: 'failed',
}

export const stateOfReader = ({ status }: Pick<ReaderShown, 'status'>, words: Visit['words']): Html =>
  html`<span class="state ${kinds[status] ?? 'cancelled'}">${words.readerStates[status]}</span>`
