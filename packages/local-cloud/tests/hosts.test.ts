import { request } from 'node:http'
import { expect, test } from 'vitest'
import { startEmulators } from '../emulators/emulators.ts'
import { ownHosts } from '../http/hosts.ts'
import { serve } from '../http/serve.ts'
import { temporaryFolder } from './temporary.ts'

/** Requests a server by a host name that is not its own, as a browser does after DNS rebinding. */
const ask = (url: string, host: string): Promise<{ status: number; body: string }> =>
  new Promise((resolve, reject) => {
    const asked = request(url, { headers: { host } }, async (answer) => {
      const chunks: Buffer[] = await Array.fromAsync(answer as AsyncIterable<Buffer>)
      resolve({ status: answer.statusCode ?? 0, body: Buffer.concat(chunks).toString() })
    })
    asked.on('error', reject)
    asked.end()
  })

const aServer = async (told?: readonly string[]) =>
  serve(0, async () => ({ status: 200, headers: {}, body: 'secret' }), told && ownHosts(told))

test('a server of the local cloud answers to this machine’s own names, on whatever port', async () => {
  const server = await aServer()
  for (const host of ['localhost', 'LOCALHOST:8064', '127.0.0.1', '[::1]:80'])
    expect(await ask(server.url, host), host).toEqual({ status: 200, body: 'secret' })
  await server.end()
})

test('to any other name it says in one line that it is not meant', async () => {
  const server = await aServer()
  const others = [
    'evil.example',
    'evil.example:8064',
    '127.0.0.1.evil.example',
    'localhost.evil.example',
    '0.0.0.0',
  ]
  for (const host of [...others, 'localhost:8064:1'])
    expect(await ask(server.url, host), host).toEqual({
      status: 421,
      body: 'The local cloud answers to the names of its own machine alone.\n',
    })
  await server.end()
})

test('a name that it was told is its own, too', async () => {
  const server = await aServer(['My-Box'])
  expect(await ask(server.url, 'my-box:8064')).toMatchObject({ status: 200 })
  expect(await ask(server.url, 'evil.example')).toMatchObject({ status: 421 })
  await server.end()
})

test('the emulators behind, which check nothing, answer to no stranger’s name and on no other address', async () => {
  const dir = temporaryFolder('hosts')
  const emulators = await startEmulators(dir, 'us-east-1', (what) => {
    throw new Error(what)
  })
  for (const url of [emulators.dynamodb, emulators.sqs]) {
    expect(await ask(url, 'evil.example'), url).toMatchObject({ status: 421 })
    expect((await ask(url, 'localhost:1')).status, url).not.toBe(421)
    // A server that listens on every address listens on this one too.
    await expect(ask(url.replace('127.0.0.1', '127.0.0.2'), 'localhost'), url).rejects.toThrow()
  }
  await emulators.end()
})
