import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { BatchWriteItemCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { marshall } from '@aws-sdk/util-dynamodb'
import { expect, test } from 'vitest'
import { shardOf } from '../../functions/subscription/subscriber.ts'
import { queryAnswer } from '../../infra/local/calls/errors.ts'
import type { Around } from '../../infra/local/types.ts'
import { anActiveReader } from '../builders.ts'
import { startService } from './service.ts'
import { aSmallIssue } from './small-issue.ts'

const rate = 100
const readers = 480

/**
 * Has the audience cut into as many ranges as there are workers, and all workers told the rate at once: what they do
 * with it is what this is about. SES tells one a second.
 */
const cutting =
  (workers: number): Around =>
  async (call, proceed, request) => {
    if (call.action === 'GetSendQuota')
      return queryAnswer('ses', 'GetSendQuota', `<MaxSendRate>${rate}</MaxSendRate>`)
    const answer = await proceed()
    // One of 256 shards speaks for all.
    if (!request.body.includes('"Select":"COUNT"')) return answer
    const body = answer.body
      .toString()
      .replace(/"Count":\d+/, `"Count":${Math.floor((workers * 4_000) / 256)}`)
    return { ...answer, body }
  }

/** Loaded into each worker: takes down when it begins a call to SES, whose calls alone are forms. */
const notes = `import diagnostics from 'node:diagnostics_channel'
import { appendFileSync } from 'node:fs'
diagnostics.subscribe('http.client.request.start', ({ request }) => {
  const type = String(request.getHeader('content-type'))
  if (type.startsWith('application/x-www-form-urlencoded') && Number(request.getHeader('content-length')) > 1000)
    appendFileSync(FILE, performance.timeOrigin + performance.now() + '\\n')
})`

const busiestSecond = (times: number[]): number =>
  times.reduce((most, from) => Math.max(most, times.filter((at) => at >= from && at < from + 1000).length), 0)

test.each([1, 4, 16])('%i workers at once keep to the account’s rate in every second', async (workers) => {
  const folder = await mkdtemp(join(tmpdir(), 'masthead-test-'))
  const file = join(folder, 'calls')
  await writeFile(join(folder, 'notes.mjs'), notes.replace('FILE', JSON.stringify(file)))
  const service = await startService(
    {
      around: cutting(workers),
      sandboxNodeOptions: ['--import', pathToFileURL(join(folder, 'notes.mjs')).href],
      mostSandboxes: 20,
      // Each worker spaces its own calls, and knows nothing of the others': several may come in one moment.
      sendQuota: () => ({ max24HourSend: -1, maxSendRate: rate, toleranceMs: 1000 }),
      change: ({ Resources }) => {
        const { Environment } = Resources.SendingDeliverFunction!.Properties as {
          Environment: { Variables: Record<string, string> }
        }
        Environment.Variables.WORKERS = String(workers)
        Resources.SendingBatchesWorker!.Properties!.ScalingConfig = {
          MaximumConcurrency: Math.max(2, workers),
        }
        Resources.SendingDeliverFunction!.Properties!.ReservedConcurrentExecutions = workers
      },
    },
    60_000,
  )
  try {
    const { addresses, region, credentials, resources } = service.cloud
    const database = new DynamoDBClient({ endpoint: addresses.aws, region, credentials })
    const table = resources.get('SubscriptionsSubscribers')!.physicalId
    for (let from = 0; from < readers; from += 25) {
      const items = Array.from({ length: Math.min(25, readers - from) }, (_, at) => anActiveReader(from + at))
      const puts = items.map((one) => ({
        PutRequest: {
          Item: marshall({ ...one, confirmedAt: '2026-01-01T00:00:00.000Z', shard: shardOf(one.id) }),
        },
      }))
      await database.send(new BatchWriteItemCommand({ RequestItems: { [table]: puts } }))
    }
    await service.publish('p-1', aSmallIssue(1))
    await service.admin('POST', '/api/sends', { issue: 'p-1' })
    const { audience } = await service.finished('p-1--digest')
    expect(audience).toMatchObject({ accepted: readers, waiting: 0 })
    const began = (await readFile(file, 'utf8')).trim().split('\n').map(Number)
    expect(began.length).toBeGreaterThanOrEqual(readers)
    expect(busiestSecond(began)).toBeLessThanOrEqual(rate * 1.1)
    expect(busiestSecond(began)).toBeGreaterThan(rate * 0.5)
  } finally {
    await service.end()
    await rm(folder, { recursive: true })
  }
})
