import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, test } from 'vitest'
import { createBriefClient, createQueue } from '../../../functions/runtime/queue.ts'

test('a queue that hangs is asked once and given up', async () => {
  let asked = 0
  const silent = createServer(() => {
    asked += 1
  })
  await new Promise<void>((listening) => silent.listen(0, '127.0.0.1', listening))
  const endpoint = `http://127.0.0.1:${(silent.address() as AddressInfo).port}`
  const credentials = { accessKeyId: 'a', secretAccessKey: 'b' }
  const client = createBriefClient({ endpoint, region: 'eu-west-1', credentials })
  try {
    const queue = createQueue(`${endpoint}/1/feedback`, client)
    await expect(queue.send([{ kind: 'left' }])).rejects.toThrow(/timed? ?out|timeout/i)
    expect(asked).toBeLessThanOrEqual(1)
  } finally {
    client.destroy()
    silent.closeAllConnections()
    silent.close()
  }
})
