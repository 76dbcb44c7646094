import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, expect, test } from 'vitest'
import { createPost } from '../../../functions/webhooks/post-to-target.store.ts'

const servers: Server[] = []
afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections()
    server.close()
  }
})

/** A program of somebody's on this machine. */
const aTarget = async (answer: (request: IncomingMessage, response: ServerResponse) => void) => {
  const heard: string[] = []
  const server = createServer((request, response) => {
    heard.push(request.url ?? '')
    answer(request, response)
  })
  servers.push(server)
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  const { port } = server.address() as AddressInfo
  return { heard, port, url: `http://127.0.0.1:${port}/hook` }
}
const post = createPost({ allowsLoopback: true })
/** As on AWS. */
const postFromAfar = (addresses: string[]) => {
  const asked: string[] = []
  const resolve = async (host: string) => {
    asked.push(host)
    return addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }))
  }
  return { asked, post: createPost({ allowsLoopback: false, resolve, patienceMs: 200 }) }
}

test('a message arrives with its headers, and the beginning of the answer is kept', async () => {
  let body = ''
  const { url, heard } = await aTarget(async (request, response) => {
    for await (const chunk of request) body += chunk
    response.writeHead(201, { 'content-type': 'text/plain' })
    response.end(
      `${request.headers['content-type']} ${request.headers['webhook-id']}\u0007 ${'é'.repeat(5_000)}`,
    )
  })
  const { status, answer } = await post(url, { 'webhook-id': 'evt_1' }, '{"a":"文"}')
  expect([status, body, heard]).toEqual([201, '{"a":"文"}', ['/hook']])
  expect(answer).toMatch(/^application\/json evt_1 {1,2}é+$/)
  expect(answer!.length).toBeLessThanOrEqual(300)
})

test('a redirect is not followed', async () => {
  const { url, heard } = await aTarget((_, response) => {
    response.writeHead(307, { location: '/elsewhere' }).end()
  })
  expect(await post(url, {}, '{}')).toMatchObject({ status: 307 })
  expect(heard).toEqual(['/hook'])
})

test('a target that hangs is given up, also half-way through its answer', async () => {
  const silent = await aTarget(() => {})
  const soon = createPost({ allowsLoopback: true, patienceMs: 100 })
  expect(await soon(silent.url, {}, '{}')).toEqual({ problem: 'timeout' })
  const slow = await aTarget((_, response) => void response.writeHead(200).write('so far'))
  expect(await soon(slow.url, {}, '{}')).toEqual({ status: 200, answer: 'so far' })
})

test('an answer without an end is not read to its end', async () => {
  const { url } = await aTarget((_, response) => {
    response.writeHead(200)
    const more = () => {
      while (response.write('a'.repeat(1_000)));
      response.once('drain', more)
    }
    more()
  })
  expect(await post(url, {}, '{}')).toEqual({ status: 200, answer: 'a'.repeat(300) })
})

test('a program that breaks off or is not there is told apart', async () => {
  const { url } = await aTarget((request) => void request.socket.destroy())
  expect(await post(url, {}, '{}')).toEqual({ problem: 'not-answered' })
  const { port } = await aTarget(() => {})
  servers.pop()!.close()
  expect(await post(`http://127.0.0.1:${port}/`, {}, '{}')).toEqual({ problem: 'not-reached' })
})

test.each([
  [['10.0.0.1']],
  [['169.254.169.254']],
  [['::1']],
  // One good address does not hide a bad one.
  [['93.184.216.34', '127.0.0.1']],
])('a name that leads to %s is refused', async (addresses) => {
  const { post: afar } = postFromAfar(addresses)
  expect(await afar('https://crm.example.org/', {}, '{}')).toEqual({ problem: 'not-public' })
})

test('the address that was checked is the one that is connected to, and the name is asked for once', async () => {
  const { heard, port } = await aTarget((_, response) => response.end())
  let asked = 0
  // The name leads here for a moment, and then elsewhere.
  const resolve = async () => [{ address: asked++ === 0 ? '127.0.0.1' : '127.0.0.2', family: 4 }]
  const pinned = createPost({ allowsLoopback: true, resolve })
  expect(await pinned(`http://rebinding.example.org:${port}/hook`, {}, '{}')).toMatchObject({ status: 200 })
  expect([asked, heard]).toEqual([1, ['/hook']])
})

test('a name that does not exist, or takes too long to look up', async () => {
  const lost = createPost({ allowsLoopback: false, resolve: () => Promise.reject(new Error('ENOTFOUND')) })
  expect(await lost('https://nowhere.example.org/', {}, '{}')).toEqual({ problem: 'not-found' })
  const slow = createPost({ allowsLoopback: false, resolve: () => new Promise(() => {}), patienceMs: 50 })
  expect(await slow('https://slow.example.org/', {}, '{}')).toEqual({ problem: 'timeout' })
})
