import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import fc from 'fast-check'
import { expect, onTestFinished, test } from 'vitest'
import { isPublicAddress } from '../http/public-address.ts'
import { checkLinks } from '../inbox/links/check-links.ts'
import { ask, NotAsked } from '../inbox/links/fetch-link.ts'
import { followLink } from '../inbox/links/follow-link.ts'
import { anInbox } from './an-inbox.ts'

/** A server on loopback that remembers what it was asked. */
const aServer = async (answer: RequestListener = (_, response) => response.end()) => {
  const asked: string[] = []
  const server = createServer((request, response) => {
    asked.push(`${request.method} ${request.url}`)
    answer(request, response)
  }).listen(0, '127.0.0.1')
  onTestFinished(() => void server.close())
  await new Promise((resolve) => server.once('listening', resolve))
  return { origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, asked }
}
const patience = () => AbortSignal.timeout(60_000)

test.each([
  '127.0.0.1',
  '127.8.8.8',
  '0.0.0.0',
  '10.1.2.3',
  '172.16.0.1',
  '172.31.255.255',
  '192.168.1.1',
  '100.64.0.1',
  '169.254.169.254',
  '168.63.129.16',
  '192.0.2.1',
  '198.18.0.1',
  '224.0.0.1',
  '255.255.255.255',
  '::',
  '::1',
  '::ffff:127.0.0.1',
  '::ffff:8.8.8.8',
  'fe80::1',
  'fc00::1',
  'fd12::1',
  'ff02::1',
  '64:ff9b::7f00:1',
  '2002:7f00:1::',
  '2001:db8::1',
  '2001::1',
  'localhost',
  '',
  '1.2.3',
  '0x7f.1',
])('%s is no public address', (address) => {
  expect(isPublicAddress(address)).toBe(false)
})

test.each(['8.8.8.8', '1.1.1.1', '172.32.0.1', '2606:4700::1111', '2a00:1450:4001:800::200e'])(
  '%s is a public address',
  (address) => {
    expect(isPublicAddress(address)).toBe(true)
  },
)

test('no way of writing a loopback address has this machine asked', async () => {
  const { origin, asked } = await aServer()
  const { port } = new URL(origin)
  const spellings = [
    '127.0.0.1',
    'localhost',
    'LOCALHOST',
    'localhost.',
    '127.1',
    '2130706433',
    '0x7f000001',
    '0177.0.0.1',
    '[::1]',
    '[::ffff:127.0.0.1]',
    '[::ffff:7f00:1]',
    '0.0.0.0',
    '0',
    '127.0.0.1.',
    '①②⑦.0.0.1',
  ]
  for (const host of spellings) {
    const tried = await followLink(`http://${host}:${port}/`, { ask, ownOrigins: [] }, patience())
    expect(tried.outcome, host).not.toMatch(/works|moved|broken/)
  }
  await fc.assert(
    fc.asyncProperty(fc.nat(0xff_ff_ff), async (rest) => {
      const number = 0x7f_00_00_00 + rest
      const url = `http://${number}:${port}/`
      expect((await followLink(url, { ask, ownOrigins: [] }, patience())).outcome).toBe('not-asked')
    }),
    { numRuns: 30 },
  )
  expect(asked).toEqual([])
})

test('the local service’s own site is asked, and its redirects within itself are followed', async () => {
  const site = await aServer((request, response) => {
    if (request.url === '/old') response.writeHead(301, { location: '/new' })
    if (request.url === '/gone') response.statusCode = 410
    if (request.url === '/no-head' && request.method === 'HEAD') response.statusCode = 405
    response.end()
  })
  const deps = { ask, ownOrigins: [site.origin] }
  const outcome = async (path: string) => (await followLink(site.origin + path, deps, patience())).outcome
  expect(await outcome('/new')).toBe('works')
  expect(await outcome('/old')).toBe('moved')
  expect(await outcome('/gone')).toBe('broken')
  expect(await outcome('/no-head')).toBe('works')
  expect(site.asked.at(-1)).toBe('GET /no-head')
})

test('a redirect of the own site to another place of this machine is not followed', async () => {
  const secret = await aServer()
  const site = await aServer((_, response) => response.writeHead(302, { location: secret.origin }).end())
  const tried = await followLink(site.origin, { ask, ownOrigins: [site.origin] }, patience())
  expect(tried).toMatchObject({ outcome: 'not-asked', what: expect.stringContaining('of this machine') })
  expect(secret.asked).toEqual([])
})

test('a redirect of a public site leads to nothing here, not even to the own site', async () => {
  const site = await aServer()
  const asAsked: [string, boolean][] = []
  const publicFirst: typeof ask = (url, method, isOwn, signal) => {
    asAsked.push([url.href, isOwn])
    if (url.hostname === 'public.example')
      return Promise.resolve({ status: 302, location: `${site.origin}/delete` })
    return ask(url, method, isOwn, signal)
  }
  const tried = await followLink(
    'https://public.example/',
    { ask: publicFirst, ownOrigins: [site.origin] },
    patience(),
  )
  expect(tried.outcome).toBe('not-asked')
  expect(asAsked).toEqual([
    ['https://public.example/', false],
    [`${site.origin}/delete`, false],
  ])
  expect(site.asked).toEqual([])
})

test('no password is sent, no circle run for ever, and no other scheme followed', async () => {
  const answers =
    (location: string): typeof ask =>
    () =>
      Promise.resolve({ status: 302, location })
  const tried = (url: string, location: string) =>
    followLink(url, { ask: answers(location), ownOrigins: [] }, patience())
  expect(await tried('https://me:secret@public.example/', '/')).toMatchObject({ outcome: 'not-asked' })
  expect(await tried('https://public.example/', '/')).toMatchObject({ outcome: 'broken' })
  for (const location of ['file:///etc/passwd', 'javascript:alert(1)', 'ftp://public.example/'])
    expect(await tried('https://public.example/', location)).toMatchObject({ outcome: 'broken' })
})

test('a few links are asked at once, only so many at all, and none waits for ever', async () => {
  let now = 0
  let most = 0
  const hangs: typeof ask = (_url, _method, _isOwn, signal) => {
    most = Math.max(most, ++now)
    return new Promise((_, reject) => {
      signal.addEventListener('abort', () => {
        now--
        reject(signal.reason)
      })
    })
  }
  const urls = Array.from({ length: 12 }, (_, at) => `https://public.example/${at}`)
  const limits = { links: 10, atOnce: 3, linkMs: 20, allMs: 60_000 }
  const tried = await checkLinks(
    [...urls, ...urls, 'mailto:a@b.example'],
    { ask: hangs, ownOrigins: [] },
    limits,
  )
  expect(most).toBe(3)
  expect(tried.size).toBe(12)
  expect([...tried.values()].filter(({ outcome }) => outcome === 'unreachable')).toHaveLength(10)
  expect([...tried.values()].filter(({ outcome }) => outcome === 'not-asked')).toHaveLength(2)
})

test('a whole check is over in time however many links hang', async () => {
  const hangs: typeof ask = (_url, _method, _isOwn, signal) =>
    new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)))
  const urls = Array.from({ length: 50 }, (_, at) => `https://public.example/${at}`)
  const limits = { links: 200, atOnce: 2, linkMs: 3_600_000, allMs: 30 }
  const tried = await checkLinks(urls, { ask: hangs, ownOrigins: [] }, limits)
  expect(new Set([...tried.values()].map(({ what }) => what))).toEqual(new Set(['No answer in time']))
  expect(tried.size).toBe(50)
})

test('links are checked when somebody asks for it, and what came of it is there after a reload', async () => {
  const site = await aServer((request, response) => {
    response.statusCode = request.url === '/gone' ? 404 : 200
    response.end()
  })
  const secret = await aServer()
  const html = `<a href="${site.origin}/here">Here</a> <a href="${site.origin}/gone">Gone</a>
    <a href="${secret.origin}/router">Router</a> <a href="#">Nowhere</a> <a href="{{link}}">Unfilled</a>
    <a href="${site.origin}/here">https://other.example/</a><img src="pictures/a.png">`
  const { ids, get, post } = await anInbox([{ html }], { ownOrigins: [site.origin] })
  const path = `/message/${ids[0]}?part=links`
  const before = (await get(path)).body
  expect(before).toContain('Check 3 addresses')
  expect(before).toMatch(/It leads nowhere.*It was not filled in.*It is no whole address/s)
  expect(site.asked).toEqual([])
  const { status, location } = await post(`/message/${ids[0]}/links`, [['back', path]])
  expect([status, location]).toEqual([303, path])
  expect(site.asked.sort()).toEqual(['GET /gone', 'HEAD /gone', 'HEAD /here'])
  expect(secret.asked).toEqual([])
  const after = (await get(path)).body
  expect(after).toContain('<p role="status">1 works, 1 broken, 1 not asked</p>')
  expect(after).toContain('is an address of this machine or its network: not asked')
})

test('an error of what may be asked is told apart from those of the network', async () => {
  await expect(ask(new URL('http://10.0.0.1/'), 'HEAD', false, patience())).rejects.toBeInstanceOf(NotAsked)
})
