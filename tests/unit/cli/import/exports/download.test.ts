import { createServer, request as httpRequest, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import { isPublicAddress } from '#local-cloud/http/public-address'
import {
  createDownload,
  type DownloadLimits,
  type Net,
  usualLimits,
} from '../../../../../cli/import/exports/download.ts'

/** A server on this machine, which a download may call by the names `pictures.example` and `other.example`. */
const aServer = async (answer: (request: IncomingMessage, response: ServerResponse) => void) => {
  const server = createServer(answer)
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  onTestFinished(() => {
    server.closeAllConnections()
    return new Promise((done) => server.close(() => done()))
  })
  const { port } = server.address() as AddressInfo
  const called: string[] = []
  const net: Net = {
    isAllowed: (address) => address === '127.0.0.1',
    resolve: ((name: string, _options: object, done: (error: null, found: object[]) => void) => {
      called.push(name)
      done(null, [{ address: name === 'inside.example' ? '10.0.0.1' : '127.0.0.1', family: 4 }])
    }) as never,
    request: ((url: URL, options: object, done: (answer: IncomingMessage) => void) =>
      httpRequest(
        { ...options, agent: false, protocol: 'http:', host: url.hostname, port, path: url.pathname },
        done,
      )) as never,
  }
  return {
    called,
    download: (limits: Partial<DownloadLimits> = {}) => createDownload({ ...usualLimits, ...limits }, net),
  }
}

test('a picture is fetched, also where it is led on to', async () => {
  const { download, called } = await aServer((request, response) => {
    if (request.url === '/old') response.writeHead(302, { location: 'https://other.example/new' }).end()
    else response.end(`bytes of ${request.url}`)
  })
  const found = await download()('https://pictures.example/old')
  expect('bytes' in found && Buffer.from(found.bytes).toString()).toBe('bytes of /new')
  expect(called).toEqual(['pictures.example', 'other.example'])
})

test.each([
  ['http://pictures.example/x', 'its address is not https'],
  ['file:///etc/passwd', 'its address is not https'],
  ['https://10.0.0.1/x', 'its address is in a private network'],
  ['https://[::1]/x', 'its address is in a private network'],
  ['https://2130706433/x', undefined],
  ['https://me:secret@pictures.example/x', 'its address holds a name and a password'],
  ['https://inside.example/x', 'its address is in a private network'],
  ['no address', 'its address is not a valid URL'],
])('%s is refused', async (url, failed) => {
  const { download } = await aServer((_, response) => response.end('x'))
  if (failed) expect(await download()(url)).toEqual({ failed })
})

test('a redirect to a private address, to http or round and round is refused', async () => {
  const { download } = await aServer((request, response) =>
    response
      .writeHead(302, {
        location:
          {
            '/in': 'https://inside.example/x',
            '/meta': 'https://169.254.169.254/latest',
            '/http': 'http://pictures.example/x',
          }[request.url!] ?? '/round',
      })
      .end(),
  )
  expect(await download()('https://pictures.example/in')).toEqual({
    failed: 'its address is in a private network',
  })
  expect(await download()('https://pictures.example/meta')).toEqual({
    failed: 'its address is in a private network',
  })
  expect(await download()('https://pictures.example/http')).toEqual({ failed: 'its address is not https' })
  expect(await download()('https://pictures.example/round')).toEqual({ failed: 'it has too many redirects' })
})

test('size, time and number are bounded, and an error is told', async () => {
  const { download } = await aServer((request, response) => {
    if (request.url === '/big') response.end(Buffer.alloc(3_000))
    else if (request.url === '/slow') response.write('x')
    else if (request.url === '/gone') response.writeHead(404).end()
    else response.end('x')
  })
  expect(await download({ mostBytes: 2_000 })('https://pictures.example/big')).toEqual({
    failed: 'it has more than 0.002 MB',
  })
  expect(await download({ mostMs: 50 })('https://pictures.example/slow')).toEqual({
    failed: 'it takes too long',
  })
  expect(await download()('https://pictures.example/gone')).toEqual({
    failed: 'the server answered with 404',
  })
  const two = download({ mostPictures: 2, mostBytesInAll: 1_000_000 })
  await two('https://pictures.example/1')
  await two('https://pictures.example/2')
  expect(await two('https://pictures.example/3')).toEqual({ failed: 'more than 2 pictures' })
  const little = download({ mostBytesInAll: 1 })
  await little('https://pictures.example/1')
  expect(await little('https://pictures.example/2')).toEqual({ failed: 'more than 0.000001 MB in all' })
})

test.each([
  ...['8.8.8.8', '172.32.0.1', '192.169.0.1', '100.128.0.1', '2606:4700::1111'].map(
    (one) => [one, true] as const,
  ),
  ...[
    '127.0.0.1',
    '10.1.2.3',
    '172.16.0.1',
    '172.31.255.255',
    '192.168.1.1',
    '169.254.169.254',
    '100.64.0.1',
    '0.0.0.0',
    '224.0.0.1',
    '255.255.255.255',
    '192.0.2.1',
  ].map((one) => [one, false] as const),
  ...[
    '::1',
    '::',
    'fe80::1',
    'fd00::1',
    '::ffff:127.0.0.1',
    '::ffff:8.8.8.8',
    '64:ff9b::7f00:1',
    '2001:db8::1',
    '2002:7f00:1::',
    'ff02::1',
    'not an address',
  ].map((one) => [one, false] as const),
])('%s is public: %s', (address, isPublic) => {
  expect(isPublicAddress(address)).toBe(isPublic)
})
