import { mkdir, stat, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { keepToken, loginsFile } from '../../../cli/service/kept-tokens.ts'
import { aService } from './service.ts'
import { aFolder, aMachine } from './terminal-io.ts'

const nothingSent = { code: 0, errors: '', out: expect.stringContaining('Nothing was ever sent') }

test('a local service is found from any folder below it', async () => {
  const { url, token } = await aService()
  const root = await aFolder()
  await mkdir(join(root, '.local'))
  await mkdir(join(root, 'content/issues'), { recursive: true })
  await writeFile(join(root, '.local/service.json'), JSON.stringify({ api: `${url}/`, token }))
  expect(await aMachine({ cwd: join(root, 'content/issues') }).masthead('status')).toEqual(nothingSent)
})

test('the option goes before the environment, and the local token to the local service alone', async () => {
  const { url, token } = await aService()
  const cwd = await aFolder()
  await mkdir(join(cwd, '.local'))
  await writeFile(join(cwd, '.local/service.json'), JSON.stringify({ api: 'http://127.0.0.1:1', token }))
  const { masthead } = aMachine({ cwd, env: { MASTHEAD_API: 'http://127.0.0.1:2' } })
  const { code, errors } = await masthead('status', '--api', url)
  expect(code).toBe(1)
  expect(errors).toBe(
    `Nobody is signed in at ${url}: start the service from here with \`npm start\`, or run \`masthead login --api ${url}\``,
  )
})

test('a kept login is used until it ends, and is readable to its owner alone', async () => {
  const { url, token } = await aService()
  const cwd = await aFolder()
  const { world, masthead } = aMachine({ cwd, env: { MASTHEAD_API: url } })
  await keepToken(world, url, token, world.now() + 1_000)
  expect((await stat(loginsFile(world))).mode & 0o777).toBe(0o600)
  expect(await masthead('status')).toEqual(nothingSent)
  await world.sleep(1_000)
  expect(await masthead('status')).toMatchObject({ code: 1, errors: expect.stringContaining('signed in') })
})

test.each([
  ['nowhere', {}, /^No service is known/],
  ['what is no address', { MASTHEAD_API: 'matrix' }, /is no address of a service/],
  ['an address without encryption', { MASTHEAD_API: 'http://matrix.example.org' }, /use https/],
  ['a port where nobody listens', { MASTHEAD_API: 'http://127.0.0.1:1' }, /cannot be reached .*npm start/],
])('a service at %s is one clear line', async (_, env, line) => {
  const { masthead } = aMachine({ cwd: await aFolder(), env: { MASTHEAD_TOKEN: 'x', ...env } })
  const { code, out, errors } = await masthead('status')
  expect(code).toBe(1)
  expect(out).toBe('')
  expect(errors).toMatch(line)
  expect(errors).not.toContain('\n')
})

test('a call that is one too many is made again a little later', async () => {
  let calls = 0
  const server = createServer((_, response) => {
    calls += 1
    response.writeHead(calls === 1 ? 429 : 401, { 'content-type': 'application/json' }).end('{}')
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => void server.close())
  const env = {
    MASTHEAD_API: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    MASTHEAD_TOKEN: 'x',
  }
  const { errors } = await aMachine({ cwd: await aFolder(), env }).masthead('status')
  expect([calls, errors]).toEqual([2, expect.stringContaining('does not accept the token')])
})

test('a token that is not accepted says to sign in', async () => {
  const { url } = await aService()
  const env = { MASTHEAD_API: url, MASTHEAD_TOKEN: 'another' }
  const { code, errors } = await aMachine({ cwd: await aFolder(), env }).masthead('status')
  expect(code).toBe(1)
  expect(errors).toContain('masthead login')
})

test('an API key that is not accepted says who makes another', async () => {
  const { url } = await aService()
  const env = { MASTHEAD_API: url, MASTHEAD_API_KEY: 'mk_0a1b2c3d4e5f_revoked' }
  const { code, errors } = await aMachine({ cwd: await aFolder(), env }).masthead('status')
  expect(code).toBe(1)
  expect(errors).toContain('masthead keys create')
})

test('a token of a local service that is not accepted says to start it again, as nobody signs in there', async () => {
  const { url } = await aService()
  const cwd = await aFolder()
  await mkdir(join(cwd, '.local'))
  await writeFile(
    join(cwd, '.local/service.json'),
    JSON.stringify({ api: url, token: 'of-an-earlier-start' }),
  )
  const { code, errors } = await aMachine({ cwd }).masthead('status')
  expect(code).toBe(1)
  expect(errors).toBe(`${url} does not accept the token of .local/service.json: start \`npm start\` again`)
})

test('a role that is not enough is said, with whom to ask', async () => {
  const { env } = await aService(undefined, undefined, { by: 'ada@example.org', role: 'viewer' })
  const { masthead } = aMachine({ cwd: await aFolder(), env })
  expect(await masthead('status')).toEqual(nothingSent)
  expect(await masthead('readers', 'list')).toEqual({
    code: 1,
    out: '',
    errors:
      'ada@example.org has the role viewer, and this needs editor: ask whoever runs the service for it (masthead admin role)',
  })
})
