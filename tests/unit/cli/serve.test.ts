import { mkdir, readFile, symlink, writeFile } from 'node:fs/promises'
import { request } from 'node:http'
import { dirname, join, resolve } from 'node:path'
import { text } from 'node:stream/consumers'
import { expect, onTestFinished, test } from 'vitest'
import { anIssueFolder } from './issue-folder.ts'
import { aFolder, aMachine } from './terminal-io.ts'

/** Serves a folder with the command until the test ends. @returns how to ask it for a path, as it is written */
const served = async (cwd: string, dir: string) => {
  const ended = new AbortController()
  const shown = Promise.withResolvers<string>()
  const { masthead } = aMachine({
    cwd,
    interrupted: ended.signal,
    onPrint: (line) => shown.resolve(/http\S+/.exec(line)?.[0] ?? ''),
  })
  const running = masthead('serve', dir)
  onTestFinished(async () => {
    ended.abort()
    expect((await running).code).toBe(0)
  })
  const url = new URL(await shown.promise)
  const get = (path: string) =>
    new Promise<{ status: number | undefined; type: string | undefined; location?: string; body: string }>(
      (done, fail) =>
        request({ host: url.hostname, port: url.port, path }, async (answer) =>
          done({
            status: answer.statusCode,
            type: answer.headers['content-type'],
            ...(answer.headers.location && { location: answer.headers.location }),
            body: await text(answer),
          }),
        )
          .on('error', fail)
          .end(),
    )
  return { url, get }
}

const write = async (folder: string, files: Record<string, string>) => {
  for (const [path, body] of Object.entries(files)) {
    await mkdir(dirname(join(folder, path)), { recursive: true })
    await writeFile(join(folder, path), body)
  }
}

test('what build wrote is served as it lies on the web, and its digest shows its pictures from disk', async () => {
  const cwd = await aFolder()
  const dir = await anIssueFolder(cwd)
  expect((await aMachine({ cwd }).masthead('build', dir, '--out', 'out')).out).toContain('masthead serve out')
  const { get } = await served(cwd, 'out')
  expect(await get('/')).toMatchObject({ status: 307, location: '/zh/' })
  expect(await get('/en')).toMatchObject({ status: 307, location: '/en/' })
  const home = await get('/en/')
  expect(home).toMatchObject({ status: 200, type: 'text/html; charset=utf-8' })
  const style = /href="(\/assets\/[^"]+\.css)"/.exec(home.body)![1]!
  expect(await get(style)).toMatchObject({ status: 200, type: 'text/css; charset=utf-8' })
  expect(await get('/en/nowhere/')).toMatchObject({ status: 404, type: 'text/html; charset=utf-8' })

  const digest = await readFile(join(cwd, 'out/en/digest.html'), 'utf8')
  const pictures = [...digest.matchAll(/ src="([^"]+)"/g)].map(([, address]) => address!)
  expect(pictures.length).toBeGreaterThan(0)
  for (const address of pictures)
    expect((await readFile(resolve(cwd, 'out/en', address))).length).toBeGreaterThan(0)
  const pages = [...digest.matchAll(/ href="(\.\.\/site\/[^"#]+)/g)].map(([, address]) => address!)
  expect(pages).toContain('../site/en/issues/matrix-1/index.html')
  for (const address of pages) await readFile(resolve(cwd, 'out/en', address))
})

test('nothing outside the folder is served, by whatever path or link', async () => {
  const cwd = await aFolder()
  await write(cwd, { 'secret.txt': 'secret', 'site/index.html': 'home', 'site/docs/index.html': 'docs' })
  await symlink(join(cwd, 'secret.txt'), join(cwd, 'site/link.txt'))
  const { get } = await served(cwd, 'site')
  expect(await get('/')).toMatchObject({ status: 200, body: 'home' })
  expect(await get('//docs')).toMatchObject({ status: 307, location: '/docs/' })
  for (const path of [
    '/../secret.txt',
    '/%2e%2e/secret.txt',
    '/..%2fsecret.txt',
    '/link.txt',
    '/%00',
    '/%ff',
  ])
    expect(await get(path), path).toMatchObject({ status: 404, body: expect.not.stringContaining('secret') })
})

test('a folder that is none, and a port in use, are one clear line each', async () => {
  const cwd = await aFolder()
  await write(cwd, { 'site/index.html': 'home' })
  const { masthead } = aMachine({ cwd })
  expect(await masthead('serve', 'nowhere')).toMatchObject({
    code: 1,
    errors: 'nowhere is no folder: give what build or start --once wrote to (--out)',
  })
  const { url } = await served(cwd, '.')
  expect(await masthead('serve', '.', '--port', url.port)).toMatchObject({
    code: 1,
    errors: `Port ${url.port} is taken: give another by --port`,
  })
})
