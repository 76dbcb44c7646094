import { copyFile, mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { aPreview, ask } from './live-preview.ts'
import { aFolder, aMachine } from './terminal-io.ts'

const cover = 'content/issues/matrix-64/images/cover.png'
const article = (title: string, page: number | string) =>
  `---\ntitle: ${title}\npage: ${page}\nkind: full\nsummary: ${title}。\n---\n\n${title}。\n`
const versionOf = (page: string) => /data-version="([^"]+)"/.exec(page)?.[1]

test('the preview shows what an inbox would: subject, preheader, size, phone and desktop beside the text', async () => {
  const { get } = await aPreview()
  const { status, body, headers } = await get('/')
  expect(status).toBe(200)
  expect(body).toContain('<dd lang="zh-CN" dir="ltr">新事</dd>')
  expect(body).toMatch(/<dt>Preheader<\/dt><dd [^>]*>第 1 期 · [^<]+<\/dd>/)
  expect(body).toMatch(/[\d.]+ KB of 90 KB/)
  expect(body).toMatch(/<iframe name="phone-light" [^>]*src="\/digest\/zh-CN\/light" width="375"/)
  expect(body).toMatch(/<iframe name="desktop-light" [^>]*src="\/digest\/zh-CN\/light" width="680"/)
  expect(body).toMatch(/<pre [^>]*>矩阵 Matrix {2}第 1 期/)
  expect(body).toMatch(
    /<iframe name="page-phone-light" [^>]*src="\/site\/zh\/issues\/matrix-1\/\?scheme=light" width="375"/,
  )
  expect(headers.get('content-security-policy')).toMatch(/script-src 'self'(;|$)/)
  expect(body).not.toMatch(/<script(?! src="\/preview.js")|<style|style="/)
})

test('the address says what is looked at; what it does not know is left out', async () => {
  const { get } = await aPreview()
  const dark = (await get('/?edition=en&width=phone&scheme=dark&part=html')).body
  expect(dark).toContain('src="/digest/en/dark" width="375"')
  expect(dark).not.toMatch(/width="680"|\/light"|<pre/)
  expect(dark).toContain('<a href="/?edition=en&amp;width=phone&amp;scheme=dark&amp;part=text">Text</a>')
  expect((await get('/?edition=en&part=text')).body).toMatch(/<pre [^>]*lang="en"/)
  expect((await get('/?edition=fr&width=9&part=%22%3E')).body.match(/<iframe/g)).toHaveLength(3)
  expect((await get('/?part=page')).body.match(/<iframe name="[\w-]*"/g)).toEqual([
    '<iframe name="page-phone-light"',
    '<iframe name="page-fit-light"',
  ])
})

test('the digest is served in light and in dark, whatever the editor’s own system has, and its links lead here', async () => {
  const { get } = await aPreview()
  const light = (await get('/digest/en/light')).body
  const dark = (await get('/digest/en/dark')).body
  expect(light).toContain('@media (max-width: 0px) { .desk')
  expect(dark).toContain('@media (min-width: 0px) { .desk')
  expect(dark).toContain(':root { color-scheme: dark;')
  for (const copy of [light, dark]) {
    expect(copy).not.toMatch(/prefers-color-scheme|="https:\/\/matrix.example.org/)
    expect(copy).toContain('href="/site/en/issues/matrix-1/news/"')
    expect(copy).toContain('href="#" target="_self"')
  }
  expect((await get('/digest/en/text')).body).toContain('https://matrix.example.org/en/issues/matrix-1/news/')
})

test('the issue’s page, too, is served in the scheme that is looked at, and as it is where none is', async () => {
  const { get } = await aPreview()
  const page = (await get('/site/zh/issues/matrix-1/?scheme=dark')).body
  expect(page).toContain('<meta name="color-scheme" content="dark">')
  const sheet = /href="(\/assets\/style-[^"]+)"/.exec(page)![1]!
  expect(sheet).toMatch(/\.css\?scheme=dark$/)
  const { body, headers } = await get(sheet)
  expect(headers.get('content-type')).toContain('text/css')
  expect(body).toMatch(/color-scheme:\s*dark\b/)
  expect(body).not.toContain('prefers-color-scheme')
  expect((await get('/site/zh/issues/matrix-1/')).body).toContain('content="light dark"')
})

test('a mail runs no script in the preview', async () => {
  const { get } = await aPreview()
  expect((await get('/')).body.match(/sandbox="[^"]*"/g)).toEqual(
    Array(3).fill('sandbox="allow-same-origin allow-popups allow-popups-to-escape-sandbox"'),
  )
  const policy = (await get('/digest/en/light')).headers.get('content-security-policy')
  expect(policy).toContain("default-src 'none'")
  expect(policy).not.toContain('script-src')
})

test('every page and file of the site is there as published, and so are their pictures, style and links', async () => {
  const { get } = await aPreview()
  const start = (await get('/')).body
  const pages = [...start.matchAll(/href="(\/site\/[^"]+)"/g)].map(([, path]) => path!)
  expect(pages).toEqual(
    expect.arrayContaining([
      '/site/zh/issues/matrix-1/',
      '/site/zh/',
      '/site/zh/feed.xml',
      '/site/zh/issues/matrix-1/news/',
      '/site/zh/issues/matrix-1/thought/',
    ]),
  )
  const mail = (await get('/digest/zh-CN/light')).body
  const shown = [...mail.matchAll(/src="([^"]+)"/g)].map(([, path]) => path!)
  expect(shown.length).toBeGreaterThan(0)
  for (const page of [...pages, ...shown]) {
    const { status, body } = await get(page)
    expect(status, page).toBe(200)
    for (const [, path] of body.matchAll(/(?:href|src)="(\/(?!subscribe)[^"]*)"/g))
      expect((await get(path!)).status, `${path} on ${page}`).toBe(200)
  }
  expect((await get(shown[0]!)).headers.get('content-type')).toBe('image/png')
  expect((await get('/zh/issues/matrix-1/')).url).toMatch(/\/site\/zh\/issues\/matrix-1\/$/)
  expect((await get('/site/zh/issues/matrix-1')).url).toMatch(/\/site\/zh\/issues\/matrix-1\/$/)
  expect((await get('/site/')).url).toMatch(/\/site\/zh\/$/)
})

test('open pages hear of a change, once it is there to be seen; a save that changes nothing is not told', async () => {
  const { cwd, issue, get, hear } = await aPreview()
  const events = await hear()
  const first = await events.next()
  expect(versionOf((await get('/')).body)).toBe(first)
  const file = join(cwd, issue, '01-news.md')
  await writeFile(file, await readFile(file))
  // As many editors save: a new file takes the old one's place.
  await writeFile(join(cwd, issue, '.draft'), article('大事', 1))
  await rename(join(cwd, issue, '.draft'), file)
  const second = await events.next()
  expect(second).not.toBe(first)
  const page = (await get('/')).body
  expect(versionOf(page)).toBe(second)
  expect(page).toContain('大事</a>')
})

test('a new folder, a picture in it and the publication are watched too', async () => {
  const { cwd, issue, get, hear } = await aPreview()
  const events = await hear()
  await events.next()
  await mkdir(join(cwd, issue, 'pictures'))
  await copyFile(cover, join(cwd, issue, 'pictures/new.png'))
  await writeFile(join(cwd, issue, '01-news.md'), `${article('新事', 1)}\n![新](pictures/new.png)\n`)
  await events.next()
  expect((await get('/site/zh/issues/matrix-1/news/')).body).toContain('/assets/matrix-1/new-')
  await writeFile(join(cwd, issue, 'pictures/new.png'), 'spoilt')
  await events.next()
  expect((await get('/')).body).toContain('1 problem: the issue cannot be published')
  await copyFile(cover, join(cwd, issue, 'pictures/new.png'))
  await events.next()
  const publication = join(cwd, 'content/publication.yaml')
  const yaml = await readFile(publication, 'utf8')
  await writeFile(publication, yaml.replace('zh-CN: 矩阵 Matrix\n', 'zh-CN: 新矩阵\n'))
  await events.next()
  expect((await get('/')).body).toMatch(/<pre [^>]*>新矩阵 {2}第 1 期/)
  await writeFile(publication, 'id: 1\n')
  await events.next()
  expect((await get('/')).body).toMatch(/content\/publication.yaml:1 \S.*<p>Below is the issue as it was/s)
})

test('an issue that breaks shows its problems and its last sound rendering, and recovers when it is mended', async () => {
  const { cwd, issue, get, hear } = await aPreview()
  const events = await hear()
  await events.next()
  const file = join(cwd, issue, '02-thought.md')
  await writeFile(file, article('想法', 'x'))
  await events.next()
  const broken = (await get('/?part=text')).body
  expect(broken).toMatch(/<li><code>02-thought.md:3<\/code> \S/)
  expect(broken).toContain('Below is the issue as it was when it was last without problems')
  expect(broken).toMatch(/<pre [^>]*>矩阵/)
  expect((await get('/digest/zh-CN/light')).status).toBe(200)
  await writeFile(file, article('想法', 2))
  await events.next()
  expect((await get('/')).body).not.toContain('class="trouble"')
})

test('an issue that was never sound shows only its problems', async () => {
  const { get } = await aPreview({ but: { '02-thought.md': article('<b>', 'x') } })
  const { body } = await get('/')
  expect(body).toContain('<title>2 problems: content/issues/matrix-1 – Masthead preview</title>')
  expect(body).toContain('raw HTML is not allowed: &lt;b&gt;')
  expect(body).toContain('<code>02-thought.md:3</code>')
  expect(body).not.toContain('<iframe')
  expect((await get('/digest/zh-CN/light')).status).toBe(404)
})

test('a document is previewed as an import would read it, with what was doubted', async () => {
  const { cwd, get, hear } = await aPreview({
    source: 'letter.md',
    args: ['--language', 'en'],
    prepare: (folder) =>
      writeFile(
        join(folder, 'letter.md'),
        '# The letter\n\n## One\n\nText of one.\n\n## Two\n\nText of two.\n',
      ),
  })
  const events = await hear()
  await events.next()
  expect((await get('/')).body).toMatch(/<dt>Articles<\/dt><dd>2<\/dd>/)
  expect((await get('/?part=problems')).body).toContain('The document was read as 2 articles')
  await writeFile(
    join(cwd, 'letter.md'),
    '# The letter\n\n## One\n\nText of one.\n\n## Two\n\nText.\n\n## Three\n\n![A face](face.png)\n\nText.\n',
  )
  await events.next()
  expect((await get('/')).body).toMatch(/<dt>Articles<\/dt><dd>3<\/dd>/)
  expect((await get('/?part=problems')).body).toMatch(/<code>line \d+<\/code> [^<]*face.png/)
  await copyFile(cover, join(cwd, 'face.png'))
  await events.next()
  expect((await get('/?part=problems')).body).not.toMatch(/<li>[^<]*<code>[^<]*<\/code> [^<]*face.png/)
})

test('a request under another name than this machine’s is refused', async () => {
  const { url } = await aPreview()
  for (const host of ['evil.example', '127.0.0.1.evil.example:80', '0.0.0.0', 'localhost.evil.example'])
    expect(await ask(url, { headers: { host } }), host).toMatchObject({ status: 403 })
  for (const host of ['localhost:9', '127.0.0.1', '[::1]:80'])
    expect(await ask(url, { headers: { host } }), host).toMatchObject({ status: 200 })
})

test('no path leads to the disk, and unknown ones are nowhere', async () => {
  const { url, get } = await aPreview()
  for (const path of [
    '/site/../../content/publication.yaml',
    '/site/..%2f..%2fcontent/publication.yaml',
    '/site/%2e%2e/%2e%2e/etc/passwd',
    '/site//etc/passwd',
    '//evil.example/zh/',
    '/digest/..%2f..%2f/light',
    '/preview.page.ts',
    '/subscribe',
    '/%',
    '/site/%00',
  ]) {
    const { status, body } = await ask(url, { path })
    expect(status, path).toBe(404)
    expect(body, path).not.toMatch(/root:|cadence|import /)
  }
  expect((await get('/site/zh/nowhere/')).body).toContain('<html lang="zh-CN"')
  expect(await ask(url, { method: 'POST' })).toMatchObject({ status: 405 })
  expect(await ask(url, { method: 'HEAD' })).toEqual({ status: 200, body: '' })
  expect(await ask(url, { path: 'http://evil.example/' })).toMatchObject({ status: 400 })
})

test('the page is opened when asked, and Ctrl-C ends the preview with all that listens', async () => {
  const { url, opened, hear, interrupt } = await aPreview({ args: ['--open'] })
  expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/$/)
  expect(opened).toEqual([url])
  const events = await hear()
  await events.next()
  expect(await interrupt()).toMatchObject({ code: 0, errors: '' })
  await expect(events.next()).rejects.toThrow()
  await expect(fetch(url)).rejects.toThrow()
})

test('what cannot be previewed is one clear line', async () => {
  const cwd = await aFolder()
  const { masthead } = aMachine({ cwd })
  const complaint = async (...args: string[]) => {
    const { code, errors } = await masthead('preview', ...args)
    expect(code).toBe(args.includes('x') ? 2 : 1)
    return errors
  }
  expect(await complaint('nowhere')).toBe(
    'nowhere is not there: give an issue’s folder, or a Markdown document',
  )
  expect(await complaint('.')).toMatch(/^No publication.yaml lies above .*--publication$/)
  expect(await complaint('.', '--port', 'x')).toContain('Write a port, 0 to 65535.')
  await copyFile('content/publication.yaml', join(cwd, 'publication.yaml'))
  const other = createServer().listen(0, '127.0.0.1')
  onTestFinished(() => void other.close())
  await new Promise((resolve) => other.once('listening', resolve))
  const { port } = other.address() as AddressInfo
  expect(await complaint('.', '--port', String(port))).toBe(`Port ${port} is taken: give another by --port`)
})
