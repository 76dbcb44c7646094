import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { SendMessageBatchCommand, SQSClient } from '@aws-sdk/client-sqs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Interceptor } from '#local-cloud/types'
import { addReaders } from './add-readers.ts'
import { type Service, startService } from './service.ts'
import { aSmallIssue } from './small-issue.ts'

/** A third of them reads English. */
const readers = 480

/** Loaded into each worker: takes down when it begins a call to SES, whose calls alone are long forms. */
const notes = `import diagnostics from 'node:diagnostics_channel'
import { appendFileSync } from 'node:fs'
diagnostics.subscribe('http.client.request.start', ({ request }) => {
  const type = String(request.getHeader('content-type'))
  if (type.startsWith('application/x-www-form-urlencoded') && Number(request.getHeader('content-length')) > 1000)
    appendFileSync(FILE, performance.timeOrigin + performance.now() + '\\n')
})`

/** How far a worker's idea of the database's time may be from this process's: a `Date` has whole seconds. */
const spreadMs = 1_000
/** By how much the calls run ahead of what an account's rate allows since the first of it was given out. */
const mostAhead = (times: number[], since: number, rate: number): number =>
  Math.max(...times.map((at, index) => index - ((at - since + spreadMs) * rate) / 1000))

/**
 * Has all sandboxes started by hints at nothing: they would take this machine's processors from those that send, where
 * in Lambda each has its own.
 */
const startAll = async ({ cloud }: Service, count: number) => {
  const QueueUrl = cloud.resources.get('SendingBatchesQueue')!.physicalId
  const sqs = new SQSClient({
    endpoint: cloud.addresses.aws,
    region: cloud.region,
    credentials: cloud.credentials,
  })
  const MessageBody = JSON.stringify({ send: 'none--digest', batch: '000-0000' })
  for (let sent = 0; sent < 2 * count; sent += 8) {
    const Entries = Array.from({ length: 8 }, (_, at) => ({ Id: String(at), MessageBody }))
    await sqs.send(new SendMessageBatchCommand({ QueueUrl, Entries }))
  }
  await cloud.idle()
}

// At the small rate a send to a third of the readers takes a quarter of a minute. The most workers come first, while nobody
// knows the rate. How much of a rate they use, and that none of a second's calls are bunched, is for the benchmark
// (`npm run bench -- pace`) and for unit tests on virtual time: processes that share this machine's processors with
// other tests begin their calls late.
describe.each([
  { rate: 14, filter: { languages: ['en'] }, mails: readers / 3, counts: [16, 4, 1] },
  { rate: 100, filter: {}, mails: readers, counts: [4, 1] },
])(
  'at an account’s rate of $rate a second, which SES tells once a second',
  ({ rate, filter, mails, counts }) => {
    /** Has the audience cut into as many ranges as there are workers: one of 256 shards speaks for all. */
    const interceptor: Interceptor = async (call, proceed, request) => {
      if (call.action === 'UpdateItem' && request.body.includes('"pk":{"S":"pace"}'))
        firstReserved ??= Date.now()
      const answer = await proceed()
      if (!request.body.includes('"Select":"COUNT"')) return answer
      const count = Math.floor((workers * 4_000) / 256)
      return { ...answer, body: answer.body.toString().replace(/"Count":\d+/, `"Count":${count}`) }
    }
    let workers = 0
    /** When the first of the rate was given out for a send. */
    let firstReserved: number | undefined
    let folder: string
    let service: Service
    beforeAll(async () => {
      folder = await mkdtemp(join(tmpdir(), 'masthead-test-'))
      const text = notes.replace('FILE', JSON.stringify(join(folder, 'calls')))
      await writeFile(join(folder, 'notes.mjs'), text)
      service = await startService(
        {
          interceptor,
          sandboxNodeOptions: ['--import', pathToFileURL(join(folder, 'notes.mjs')).href],
          mostSandboxes: 20,
          sendQuota: () => ({ max24HourSend: -1, maxSendRate: rate }),
        },
        120_000,
      )
      await addReaders(service, readers)
      await service.publish('p-1', aSmallIssue(1))
    })
    afterAll(async () => {
      await service?.end()
      await rm(folder, { recursive: true, force: true })
    })
    const callsSoFar = async () => {
      const file = await readFile(join(folder, 'calls'), 'utf8').catch(() => '')
      return file.split('\n').filter(Boolean).map(Number)
    }
    const workWith = async (count: number) => {
      workers = count
      await service.cloud.live.edit('SendingBatchesWorker', ({ properties }) => {
        properties.ScalingConfig = { MaximumConcurrency: Math.max(2, count) }
      })
      await startAll(service, count)
    }

    test.each(counts)(
      '%i workers together call nobody before the rate allows, and mail everybody',
      async (count) => {
        await workWith(count)
        const before = (await callsSoFar()).length
        const purpose = `workers-${count}`
        firstReserved = undefined
        await service.admin('POST', '/api/sends', { issue: 'p-1', purpose, filter })
        const { audience } = await service.finished(`p-1--${purpose}`)
        expect(audience).toMatchObject({ accepted: mails, uncertain: 0, waiting: 0, failed: {} })
        const began = (await callsSoFar()).slice(before).sort((a, b) => a - b)
        expect(began.length).toBeGreaterThanOrEqual(mails)
        expect(mostAhead(began, firstReserved!, rate)).toBeLessThanOrEqual(0)
      },
    )
  },
)
