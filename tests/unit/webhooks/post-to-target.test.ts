import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { type AddressInfo, createServer as createTcpServer, type Socket } from 'node:net'
import { afterEach, expect, test } from 'vitest'
import { createPost } from '../../../functions/webhooks/post-to-target.store.ts'

const servers: Server[] = []
const endings: (() => void)[] = []
afterEach(() => {
  for (const end of endings.splice(0)) end()
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
  const later = createPost({ allowsLoopback: true, patienceMs: 1_000 })
  expect(await later(slow.url, {}, '{}')).toEqual({ status: 200, answer: 'so far' })
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

/** A program that speaks HTTP as it likes. */
const aRawTarget = async (speak: (socket: Socket) => void) => {
  const sockets = new Set<Socket>()
  let closed = 0
  const server = createTcpServer((socket) => {
    sockets.add(socket)
    socket.on('error', () => {})
    socket.once('close', () => {
      closed += 1
    })
    socket.once('data', () => speak(socket))
  })
  endings.push(() => {
    for (const socket of sockets) socket.destroy()
    server.close()
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    sockets,
    closed: () => closed,
  }
}

/** Says something again and again, until nobody listens. */
const again = (socket: Socket, text: string) => {
  if (!socket.destroyed) socket.write(text, () => setImmediate(again, socket, text))
}

test.each([
  [
    'with an upgrade',
    'HTTP/1.1 101 Switching Protocols\r\nConnection: upgrade\r\nUpgrade: websocket\r\n\r\n',
  ],
  ['without', 'HTTP/1.1 101 Switching Protocols\r\n\r\n'],
])('a target that would speak another protocol has failed at once: %s', async (_, head) => {
  const { url, sockets } = await aRawTarget((socket) => void socket.write(head))
  const patient = createPost({ allowsLoopback: true, patienceMs: 3_600_000 })
  expect(await patient(url, {}, '{}')).toEqual({ status: 101, answer: '' })
  await expect.poll(() => [...sockets].every(({ destroyed }) => destroyed)).toBe(true)
})

test('answers before an answer are taken a few at a time, and a flood of them is none', async () => {
  const few = await aRawTarget((socket) => {
    socket.write('HTTP/1.1 103 Early Hints\r\nlink: </a>\r\n\r\n'.repeat(2))
    socket.end('HTTP/1.1 204 No Content\r\n\r\n')
  })
  expect(await post(few.url, {}, '{}')).toEqual({ status: 204, answer: '' })
  const patient = createPost({ allowsLoopback: true, patienceMs: 3_600_000 })
  const flood = await aRawTarget((socket) => again(socket, 'HTTP/1.1 102 Processing\r\n\r\n'))
  expect(await patient(flood.url, {}, '{}')).toEqual({ problem: 'not-answered' })
})

test.each([
  [
    'headers without an end',
    'HTTP/1.1 200 OK\r\n',
    'x-more: 1\r\n',
    { problem: expect.stringMatching(/timeout|not-answered/) },
  ],
  [
    'a body that trickles',
    'HTTP/1.1 200 OK\r\n\r\n',
    '.',
    { status: 200, answer: expect.stringMatching(/^\.*$/) },
  ],
  ['a status that trickles', '', 'H', { problem: expect.stringMatching(/timeout|not-answered/) }],
])('the time is over for %s, too', async (_, first, then, outcome) => {
  const { url, closed } = await aRawTarget((socket) => {
    if (first) socket.write(first)
    again(socket, then)
  })
  const soon = createPost({ allowsLoopback: true, patienceMs: 200 })
  expect(await soon(url, {}, '{}')).toEqual(outcome)
  await expect.poll(closed).toBe(1)
})

test('what is sent back of a reader is not in what is kept', async () => {
  const { url } = await aTarget((request, response) => void request.pipe(response))
  const body = JSON.stringify({ address: 'ada@example.org', name: 'Ada Lovelace' })
  expect(await post(url, {}, body, ['ada@example.org', 'Ada Lovelace'])).toEqual({
    status: 200,
    answer: '{"address":"[…]","name":"[…]"}',
  })
})

test('a look-up that is given up ends with the call', async () => {
  let ended = false
  const slow = createPost({
    allowsLoopback: false,
    patienceMs: 50,
    resolve: (_, signal) =>
      new Promise((_give, fail) => {
        signal.addEventListener('abort', () => {
          ended = true
          fail(new Error('cancelled'))
        })
      }),
  })
  expect(await slow('https://slow.example.org/', {}, '{}')).toEqual({ problem: 'timeout' })
  expect(ended).toBe(true)
})
