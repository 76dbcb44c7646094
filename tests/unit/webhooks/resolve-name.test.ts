import { createSocket, type Socket } from 'node:dgram'
import { afterEach, expect, test } from 'vitest'
import { createResolveName } from '../../../functions/webhooks/resolve-name.store.ts'

const sockets: Socket[] = []
afterEach(() => {
  for (const socket of sockets.splice(0)) socket.close()
})

const types = { 1: 'A', 28: 'AAAA' } as const
type Answer = { rcode?: number; data?: number[][] } | 'nothing'

/** A name server of this machine (RFC 1035 §4): it answers each question as it is told. */
const aNameServer = async (answer: (name: string, type: 'A' | 'AAAA') => Answer) => {
  const asked: string[] = []
  const socket = createSocket('udp4', (question, { port, address }) => {
    const end = question.indexOf(0, 12)
    const labels: string[] = []
    for (let at = 12; at < end; at += question[at]! + 1)
      labels.push(question.subarray(at + 1, at + 1 + question[at]!).toString())
    const code = question.readUInt16BE(end + 1) as keyof typeof types
    const name = labels.join('.').toLowerCase()
    asked.push(`${name} ${types[code]}`)
    const given = answer(name, types[code])
    if (given === 'nothing') return
    const { rcode = 0, data = [] } = given
    const head = Buffer.from(question.subarray(0, 12))
    head.writeUInt16BE(0x8180 | rcode, 2)
    for (const [at, count] of [
      [6, data.length],
      [8, 0],
      [10, 0],
    ] as const)
      head.writeUInt16BE(count, at)
    const records = data.map((bytes) =>
      Buffer.from([0xc0, 12, 0, code, 0, 1, 0, 0, 0, 60, 0, bytes.length, ...bytes]),
    )
    socket.send(Buffer.concat([head, question.subarray(12, end + 5), ...records]), port, address)
  })
  sockets.push(socket)
  await new Promise<void>((ready) => socket.bind(0, '127.0.0.1', ready))
  return { asked, resolve: createResolveName([`127.0.0.1:${socket.address().port}`]) }
}
const patience = () => AbortSignal.timeout(10_000)
const v4 = [93, 184, 216, 34]
const v6 = [0x26, 6, 0x47, 0, ...Array<number>(10).fill(0), 0x11, 0x11]

test('a name has the addresses of both families', async () => {
  const { resolve } = await aNameServer((_, type) => ({ data: type === 'A' ? [v4, [10, 0, 0, 1]] : [v6] }))
  expect(await resolve('crm.example.org', patience())).toEqual([
    { address: '93.184.216.34', family: 4 },
    { address: '10.0.0.1', family: 4 },
    { address: '2606:4700::1111', family: 6 },
  ])
})

test('one family is enough; a name without an address has none, and one that nobody knows is an error', async () => {
  const { resolve } = await aNameServer((name, type) => {
    if (name.startsWith('four')) return type === 'A' ? { data: [v4] } : { rcode: 2 }
    return name.startsWith('none') ? { rcode: 3 } : { rcode: 2 }
  })
  expect(await resolve('four.example.org', patience())).toEqual([{ address: '93.184.216.34', family: 4 }])
  expect(await resolve('none.example.org', patience())).toEqual([])
  await expect(resolve('trouble.example.org', patience())).rejects.toThrow()
})

test('names that are never answered hold up no other, and end with their signal', async () => {
  const { resolve } = await aNameServer((name) => (name.startsWith('hangs') ? 'nothing' : { data: [v4] }))
  const ends = new AbortController()
  const hanging = Array.from({ length: 8 }, (_, index) => resolve(`hangs${index}.example.org`, ends.signal))
  const ended = Promise.allSettled(hanging)
  expect((await resolve('crm.example.org', patience())).length).toBeGreaterThan(0)
  ends.abort()
  expect(new Set((await ended).map(({ status }) => status))).toEqual(new Set(['rejected']))
})

test('localhost is this machine, whatever a name server says', async () => {
  const { resolve, asked } = await aNameServer(() => ({ data: [v4] }))
  expect(await resolve('localhost', patience())).toEqual([{ address: '127.0.0.1', family: 4 }])
  expect(asked).toEqual([])
})
