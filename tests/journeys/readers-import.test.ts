import { createHash } from 'node:crypto'
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Interceptor } from '#local-cloud/types'
import type { ImportAnswer, ImportRowsAnswer } from '../../functions/api/answers/imports.ts'
import type { ReaderAnswer, ReaderCountsAnswer } from '../../functions/api/answers/readers.ts'
import { type ReaderCounts, sumOfCounts } from '../../functions/subscription/counts/reader-counts.ts'
import { inSteps } from './in-steps.ts'
import { type Service, startService } from './service.ts'

inSteps()

const worker = 'ImportsImportFunction'
const readers = 600
/** Writes of the worker after which it hangs, as one does whose network is gone, until Lambda ends it. */
let hangsAfter = Number.POSITIVE_INFINITY
let writes = 0
const interceptor: Interceptor = async ({ action }, proceed, _, { name }) => {
  if (name !== worker || action !== 'PutItem') return proceed()
  writes += 1
  if (writes === hangsAfter) hangsAfter = Number.NEGATIVE_INFINITY
  return writes > hangsAfter ? new Promise(() => {}) : proceed()
}

const lines: string[] = []
let service: Service
beforeAll(async () => {
  service = await startService({
    interceptor,
    onLog: (_, line) => void lines.push(line),
    change: ({ Resources }) => {
      const properties = Resources[worker]!.Properties as {
        Timeout: number
        Environment: { Variables: Record<string, string> }
      }
      properties.Timeout = 10
      // So that the rest is left to further runs.
      properties.Environment.Variables.IMPORT_SECONDS = '0'
    },
  })
})
afterAll(() => service.end())

const imports = async (id: string) => {
  const { value } = await service.admin('GET', `/api/imports/${id}`)
  return (value as unknown as ImportAnswer).import
}
const find = async (address: string) => {
  const { value } = await service.admin('POST', '/api/readers/find', { address })
  return (value as unknown as ReaderAnswer).reader!
}
const ask = async (id: string, text: string) => {
  const { status, value } = await service.admin('POST', '/api/imports', {
    id,
    file: {
      name: 'export.csv',
      size: Buffer.byteLength(text),
      sha256: createHash('sha256').update(text).digest('hex'),
    },
    consent: 'Double opt-in on our old site',
  })
  expect(status).toBe(202)
  return value as unknown as ImportAnswer
}
const upload = async ({ upload: url, uploadHeaders }: ImportAnswer, text: string) => {
  // Without the header the address is not good.
  expect((await fetch(url!, { method: 'PUT', body: text })).status).toBe(403)
  const { status } = await fetch(url!, { method: 'PUT', body: text, headers: uploadHeaders! })
  expect(status).toBe(200)
}

const workOn = async (id: string) => {
  const sqs = new SQSClient({
    endpoint: service.cloud.addresses.aws,
    region: service.cloud.region,
    credentials: service.cloud.credentials,
  })
  const QueueUrl = service.cloud.resources.get('ImportsWorkQueue')!.physicalId
  await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: JSON.stringify({ import: id }) }))
}
const countAll = async (): Promise<ReaderCounts> => {
  let counts: ReaderCounts = { statuses: {}, languages: {}, topics: {} }
  for (let next: string | undefined = ''; next !== undefined; ) {
    const query = next === '' ? '' : `?${new URLSearchParams({ after: next })}`
    const { value } = await service.admin('GET', `/api/readers/counts${query}`)
    const page = value as unknown as ReaderCountsAnswer
    counts = sumOfCounts([counts, page.counts])
    next = page.next
  }
  return counts
}

const file = [
  'Email Address,First Name,OPTIN_TIME',
  'left@example.org,L,2019-05-06 07:08:09',
  'blocked@example.org,B,2019-05-06 07:08:09',
  ...Array.from({ length: readers }, (_, number) => `reader-${number}@example.org,R,2019-05-06 07:08:09`),
  'nobody,N,',
  'reader-3@example.org,R,',
  '',
].join('\n')

test('a reader leaves by the link in their mail, and an admin suppresses another', async () => {
  const email = 'left@example.org'
  await service.signUp({ email, language: 'en' })
  const confirmed = await service.press(
    service.linkIn(await service.mail(email, 'confirm'), '/confirm'),
    '/confirm',
  )
  await service.press(await service.linkOn(confirmed, '/preferences'), '/unsubscribe')
  await service.signUp({ email: 'blocked@example.org', language: 'en' })
  await service.mail('blocked@example.org', 'confirm')
  const acted = await service.admin('POST', '/api/readers/actions', {
    address: 'blocked@example.org',
    action: 'suppress',
  })
  expect(acted.status).toBe(200)
})

test('an import is killed half-way', async () => {
  service.expectProblems(({ where }) => where === worker)
  hangsAfter = writes + 400
  await upload(await ask('old-list', file), file)
  await service.until('the worker to be ended', () =>
    service.cloud.problems().some(({ where, kind }) => where === worker && kind === 'timeout'),
  )
  const { state, counts } = await imports('old-list')
  expect(state).toBe('working')
  expect(counts.rows).toBeLessThan(400)
})

test('the next delivery of its message goes on, with every row once', async () => {
  hangsAfter = Number.POSITIVE_INFINITY
  // SQS would hide it for six times the function's timeout.
  await workOn('old-list')
  await service.until('the import to be done', async () => (await imports('old-list')).state === 'done')
  expect(await imports('old-list')).toMatchObject({
    counts: {
      rows: readers + 4,
      taken: { active: readers },
      passedOver: { unsubscribed: 1, suppressed: 1, 'bad-address': 1, duplicate: 1 },
    },
    bytesDone: Buffer.byteLength(file),
  })
  const rows = await service.admin('GET', '/api/imports/old-list/rows')
  expect((rows.value as unknown as ImportRowsAnswer).rows).toEqual([
    { row: 2, reason: 'unsubscribed' },
    { row: 3, reason: 'suppressed' },
    { row: readers + 4, reason: 'bad-address' },
    { row: readers + 5, reason: 'duplicate' },
  ])
  expect((await countAll()).statuses).toEqual({ active: readers, unsubscribed: 1, suppressed: 1 })
})

test('who left or was suppressed is not brought back, and who came has the statement as evidence', async () => {
  expect((await find('left@example.org')).status).toBe('unsubscribed')
  expect((await find('blocked@example.org')).status).toBe('suppressed')
  expect((await find('reader-7@example.org')).consents).toEqual([
    {
      at: '2019-05-06T07:08:09.000Z',
      import: 'old-list',
      row: 11,
      statement: 'Double opt-in on our old site',
    },
  ])
})

test('who is erased is no more there, is refused by the next import, and comes back by their own sign-up', async () => {
  const address = 'reader-7@example.org'
  const erase = () => service.admin('POST', '/api/readers/actions', { address, action: 'erase' })
  expect(await erase()).toMatchObject({ status: 200, value: { outcome: 'done' } })
  expect(await erase()).toMatchObject({ status: 200, value: { outcome: 'already' } })
  const left = await service.admin('POST', '/api/readers/find', { address })
  expect(left).toMatchObject({ status: 200, value: { erased: { id: expect.any(String) } } })
  expect(JSON.stringify(left.value)).not.toContain(address)
  const again = `Email Address\n${address}\n`
  await upload(await ask('again', again), again)
  await service.until('the import to be done', async () => (await imports('again')).state === 'done')
  expect((await imports('again')).counts).toMatchObject({ rows: 1, passedOver: { erased: 1 } })
  await service.signUp({ email: address, language: 'en' })
  await service.press(service.linkIn(await service.mail(address, 'confirm'), '/confirm'), '/confirm')
  const back = await find(address)
  expect([back.status, back.consents.length]).toEqual(['active', 1])
  // The sweeper takes them out of the ledger, each minute; here nothing was sent.
  expect(service.cloud.problems().filter(({ where }) => where !== worker)).toEqual([])
})

test('a cancelled import takes no file any more', async () => {
  const asked = await ask('second', file)
  expect((await service.admin('POST', '/api/imports/second/cancel')).status).toBe(200)
  await upload(asked, file)
  await service.until('its message', () => lines.some((line) => /"import":"second".*"over"/.test(line)))
  expect((await imports('second')).counts.rows).toBe(0)
})

test('a file that is gone ends its import', async () => {
  await ask('third', file)
  await workOn('third')
  await service.until('the import to end', async () => (await imports('third')).state === 'refused')
  expect((await imports('third')).problem).toContain('is gone')
})

test('no log holds an address', () => {
  expect(lines.length).toBeGreaterThan(0)
  expect(lines.filter((line) => line.includes('@example.org'))).toEqual([])
})
