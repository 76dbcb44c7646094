import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import * as z from 'zod'
import { httpPipeline } from '../../../functions/runtime/http-pipeline.ts'
import { log } from '../../../functions/runtime/log.ts'
import { queueHandler } from '../../../functions/runtime/queue-handler.ts'
import { withoutReaders } from '../../../functions/runtime/without-readers.ts'
import { aRequest, aToken } from '../../builders.ts'
import { idOf } from '../../reader-ids.ts'

const written: string[] = []
beforeEach(() => {
  written.length = 0
  log.setLogLevel('INFO')
  for (const stream of [process.stdout, process.stderr])
    vi.spyOn(stream, 'write').mockImplementation((text) => {
      written.push(String(text))
      return true
    })
})
afterEach(() => {
  vi.restoreAllMocks()
  log.setLogLevel('SILENT')
})

const id = idOf('ada@example.org')
const namesAda = new RegExp(`${id}|ada@|${aToken('preferences')}`)
const anError = () =>
  new Error(`The item erasing/${id} of ada@example.org, by ${aToken('preferences')}, is gone`, {
    cause: new Error(`batch ${id}, <ada@example.org>`),
  })

test('what a queue’s handler logs of a failure names no reader, neither in its text nor in its causes', async () => {
  const handler = queueHandler(z.string(), async () => {
    throw anError()
  })
  const Records = [{ messageId: 'm-1', body: JSON.stringify(id), eventSource: 'aws:sqs' }]
  await handler({ Records } as never, { functionName: 'deliver' } as never)
  expect(written.join('')).toContain('message failed')
  expect(written.join('')).toContain(`erasing/${id.slice(0, 2)}…`)
  expect(written.join('')).not.toMatch(namesAda)
})

test('nor does what a form’s handler logs', async () => {
  const handler = httpPipeline((_, statusCode) => ({ statusCode })).handler(async () => {
    throw anError()
  })
  await handler(aRequest('POST', '/unsubscribe') as never, {} as never)
  expect(written.join('')).toContain('request failed')
  expect(written.join('')).not.toMatch(namesAda)
})

test('nor any value of a line, however deep', () => {
  log.info('delivering', { send: 'matrix-64--digest', delivered: [{ batch: id, outcome: 'closed' }] })
  log.warn('a reader was not notified', { to: ['ada@example.org'] })
  expect(written.join('')).toContain('matrix-64--digest')
  expect(written.join('')).not.toMatch(namesAda)
})

test.each([
  ['a hash of an edition', 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'],
  ['an id of a message', '5f0c1b6e-9d4e-4c61-8a0e-0a2e3b6f7c11'],
  ['a trace', '1-5759e988-bd862e3fe1be46a994272793'],
  ['a key of the ledger', 'send#matrix-64--digest/batch#000-0000'],
  ['a package', 'node_modules/@aws-sdk/client-ses/index.js masthead@0.4.0'],
])('%s stays as it is', (_, text) => {
  expect(withoutReaders(text)).toBe(text)
})
