import { expect, test } from 'vitest'
import { createReaderCopy } from '../../../functions/privacy/reader-copy.ts'
import { ReaderCopy } from '../../../functions/privacy/reader-copy-schema.ts'
import type { Batch } from '../../../functions/sending/ledger/batch.ts'
import { linkKeyOf } from '../../../functions/sending/ledger/pressed-links.ts'
import { anEmptyLedger, aSubscriber, noon } from '../../builders.ts'
import { idOf } from '../../reader-ids.ts'

const harbour = 'https://tidelines.example.org/en/issues/tidelines-2/harbour/'
const frozen = { at: '2026-11-29T09:00:00.000Z', editions: { en: 'h' }, topics: [], ranges: 1 }
const reader = aSubscriber('active')
const test1 = { address: reader.email, language: 'en' }
const send = {
  id: 't--test-1',
  issue: 't',
  by: 'ada',
  requestedAt: frozen.at,
  holds: {},
  frozen,
  test: test1,
}
const batch: Batch = {
  ...{ key: '000-0000', size: 2, candidates: 2, excluded: {}, codes: 'aa', hintedAt: 0 },
  ...{ closed: true, attempt: 1 },
}

const copy = createReaderCopy({
  ...anEmptyLedger(),
  ...{ idOf, now: () => noon, publication: 'Tidelines' },
  sends: { ids: async () => [send.id], get: async () => send },
  batches: { get: async () => batch },
  sesReports: {
    get: async () => ({
      codes: 'dd',
      acts: '88',
      times: '3kbn0:1,0',
      links: `${linkKeyOf(harbour)}:0 ${linkKeyOf('https://other')}:1`,
    }),
  },
  pressedLinks: { all: async () => new Map([[linkKeyOf(harbour), harbour]]) },
  imports: { get: async () => undefined },
  counters: { mailsTo: async () => [] },
})

test('a reader’s copy says which links they pressed, and not which others did', async () => {
  const { sends } = ReaderCopy.parse(await copy(reader, 'active', false))
  expect(sends).toMatchObject([{ send: send.id, acts: ['clicked'], linksPressed: [harbour] }])
})

test('a reader’s copy says when their mail was delivered', async () => {
  const { sends } = ReaderCopy.parse(await copy(reader, 'active', false))
  expect(sends).toMatchObject([
    { deliveredAt: new Date((Number.parseInt('3kbn0', 36) + 1) * 300_000).toISOString() },
  ])
})

test('a copy by the link of an issue, which may be forwarded, does not', async () => {
  const text = JSON.stringify(await copy(reader, 'active', true))
  expect(text).toContain('"clicked"')
  expect(text).not.toContain('harbour')
})
