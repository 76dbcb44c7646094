import type { Batch } from '../../../functions/sending/ledger/batch.ts'
import { type PlanStep, packIds, packRecipients } from '../../../functions/sending/ledger/plan-step.ts'
import type { Send } from '../../../functions/sending/ledger/send.ts'
import { anActiveReader } from '../../builders.ts'
import { anApi, call } from '../cli/service.ts'

export const frozen = { at: '2026-12-01T03:00:00.000Z', editions: { en: 'h' }, topics: ['focus'], ranges: 2 }
export const aSend = (id: string, but: Partial<Send> = {}): Send => ({
  id,
  issue: 'm-1',
  by: 'ada',
  requestedAt: '2026-12-01T02:59:00.000Z',
  holds: {},
  frozen,
  ...but,
})
export const aBatch = (key: string, codes: string, but: Partial<Batch> = {}): Batch => ({
  key,
  size: codes.length,
  candidates: codes.length,
  excluded: {},
  codes,
  hintedAt: 0,
  closed: !codes.includes('.'),
  attempt: 1,
  ...but,
})
export const packed = (ids: string[]) => packRecipients(ids.map((id) => ({ id, language: 'en', topics: [] })))

/** Readers as planning looks at them: in the order of their ids. */
const readers = Array.from({ length: 40 }, (_, at) => anActiveReader(at)).sort((a, b) =>
  a.id < b.id ? -1 : 1,
)
export const inRange = (range: number) =>
  readers.filter(({ id }) => (id < '8' ? 0 : 1) === range).map(({ id }) => id)

/** A send to two ranges: of the first, two are left out, two accepted, one failed, one uncertain; of the second all wait. */
export const withSend = (api = anApi()) => {
  const [a, b, c, d, e, f] = inRange(0) as [string, string, string, string, string, string]
  const steps: PlanStep[] = [
    {
      number: 0,
      upTo: d,
      groups: [{ key: '000-0000', recipients: packed([b, d]), size: 2 }],
      leftOut: { unsubscribed: packIds([c]), 'no-topic': packIds([a]) },
      last: false,
    },
    {
      number: 1,
      upTo: f,
      groups: [
        { key: '000-0001-030', recipients: packed([f]), size: 1, due: Date.parse('2026-12-01T09:00:00Z') },
        { key: '000-0001-032', recipients: packed([e]), size: 1, due: Date.parse('2026-12-01T10:00:00Z') },
      ],
      leftOut: {},
      last: true,
    },
  ]
  const waiting: PlanStep = {
    number: 0,
    upTo: inRange(1)[4]!,
    groups: [{ key: '001-0000', recipients: packed(inRange(1).slice(0, 5)), size: 5 }],
    leftOut: {},
    last: false,
  }
  api.stores.sends.set('m-1--digest', aSend('m-1--digest'))
  api.stores.steps.set('m-1--digest#0', steps)
  api.stores.steps.set('m-1--digest#1', [waiting])
  api.stores.batches.push(
    aBatch('000-0000', 'au'),
    aBatch('000-0001-030', 'a', { due: Date.parse('2026-12-01T09:00:00Z') }),
    aBatch('000-0001-032', 'r', { due: Date.parse('2026-12-01T10:00:00Z') }),
  )
  api.stores.reports.set('000-0000', 'd').set('000-0001-030', 'c')
  for (const reader of readers) if (reader.id !== c) api.stores.subscribers.set(reader.id, reader)
  const addressOf = (id: string) => readers.find((one) => one.id === id)!.email
  return { ...api, a, b, c, d, e, f, addressOf }
}
export const list = (api: Pick<ReturnType<typeof anApi>, 'handle'>, query = {}, id = 'm-1--digest') =>
  call(api.handle, 'GET /api/sends/{send}/recipients', { id, query })

/** A send of many pages: 2 ranges of 13 steps, each with 400 who were left out and 100 accepted. */
export const withMany = (api = anApi()) => {
  const id = (range: number, step: number, at: number) =>
    `${range ? 'f' : '0'}${step.toString(16)}${at.toString(16).padStart(30, '0')}`
  api.stores.sends.set('m-1--digest', aSend('m-1--digest'))
  for (const range of [0, 1])
    api.stores.steps.set(
      `m-1--digest#${range}`,
      Array.from({ length: 13 }, (_, number) => {
        const ids = Array.from({ length: 500 }, (_, at) => id(range, number, at))
        const key = `00${range}-${String(number).padStart(4, '0')}`
        api.stores.batches.push(aBatch(key, 'a'.repeat(100)))
        return {
          number,
          upTo: ids.at(-1)!,
          groups: [{ key, recipients: packed(ids.slice(400)), size: 100 }],
          leftOut: { pending: packIds(ids.slice(0, 400)) },
          last: number === 12,
        }
      }),
    )
  return api
}
export const allPages = async (api: ReturnType<typeof anApi>, query = {}, id = 'm-1--digest') => {
  const pages: { id: string }[][] = []
  let after: string | undefined
  do {
    const { value } = await list(api, { ...query, ...(after && { after }) }, id)
    pages.push(value.recipients)
    after = value.next
  } while (after)
  return pages
}
