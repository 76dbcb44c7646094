import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, test, vi } from 'vitest'
import { createLazyQueue } from '../../../functions/runtime/lazy-queue.store.ts'

test('a function that sends again and again keeps one client, and so one connection', async () => {
  let connections = 0
  let asked = 0
  const sqs = createServer((request, response) => {
    request.resume()
    request.once('end', () => {
      asked += 1
      response.setHeader('content-type', 'application/x-amz-json-1.0')
      response.end('{"Successful":[]}')
    })
  })
  sqs.on('connection', () => {
    connections += 1
  })
  await new Promise<void>((listening) => sqs.listen(0, '127.0.0.1', listening))
  const endpoint = `http://127.0.0.1:${(sqs.address() as AddressInfo).port}`
  vi.stubEnv('AWS_ENDPOINT_URL_SQS', endpoint)
  vi.stubEnv('AWS_REGION', 'eu-west-1')
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'a')
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'b')
  try {
    const queue = createLazyQueue(`${endpoint}/1/webhooks`)
    for (let index = 0; index < 3; index += 1) await queue.send([{ index }])
    expect([asked, connections]).toEqual([3, 1])
  } finally {
    vi.unstubAllEnvs()
    sqs.closeAllConnections()
    sqs.close()
  }
})
