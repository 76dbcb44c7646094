import { mkdirSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { build } from 'esbuild'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { packagedCardFiles } from '../../cli/editions/card-files.ts'
import { readFolder } from '../../cli/local-content/read-folder.ts'
import { buildListings } from '../../functions/edition/lists/build-listings.ts'
import { titleFontFiles } from '../../functions/edition/lists/title-font-files.ts'
import type { SiteFile } from '../../functions/edition/model/edition.ts'
import { buildEditions } from '../../functions/edition/publish/build-edition.ts'
import { rowOf } from '../../functions/edition/publish/issue-row.ts'
import { readIssue } from '../../functions/issue/read-issue.ts'
import { readPublication } from '../../infra/publication.ts'
import { fileSecurityPolicy } from '../../infra/security-headers.ts'
import { seriousFaults } from './accessibility.ts'
import { isTooWide, openChromium } from './chromium.ts'

const { browser, reason } = await openChromium()
const written = 'out/browser'
mkdirSync(written, { recursive: true })

const publication = readPublication('content/publication.yaml')
const files = new Map<string, SiteFile>()
/** Stands in the text of one article, and in no title, summary or name. */
const onlyInText = '梯度'
/** Paths that answer 500 for now. */
const broken = new Set<string>()

/** The sample issue, published several times over: numbers and years differ. */
const publish = async () => {
  const { outputFiles } = await build({
    entryPoints: ['functions/edition/search/search.browser.ts'],
    bundle: true,
    write: false,
    format: 'esm',
    minify: true,
  })
  const read = readIssue({
    id: 'matrix-64',
    files: await readFolder('content/issues/matrix-64'),
    publication,
  })
  if (read.outcome !== 'read') throw new Error(JSON.stringify(read.problems))
  const siteUrl = publication.site
  const editions = await buildEditions({ issue: read.issue, publication, siteUrl })
  const row = rowOf(read.issue, editions, undefined, 0)
  const older = [1, 2, 3, 4, 5].map((at) => ({
    ...row,
    id: `matrix-${64 - at}`,
    number: 64 - at,
    release: `${2023 - Math.ceil(at / 2)}-0${at}-10T09:00:00`,
    articles: {},
    texts: {},
  }))
  const listing = buildListings({
    issues: [row, ...older],
    publication,
    siteUrl,
    script: outputFiles[0]!.text,
  })
  const fonts = await titleFontFiles(packagedCardFiles)
  for (const file of [...editions.flatMap((edition) => edition.files), ...listing, ...fonts])
    files.set(file.path, file)
}

const server = createServer(({ url = '/' }, answer) => {
  const path = new URL(url, 'http://x').pathname.slice(1)
  const file = files.get(path.endsWith('/') ? `${path}index.html` : path)
  const status = broken.has(path) ? 500 : file ? 200 : 404
  const body = file?.body ?? (path.endsWith('/') ? files.get('404.html')?.body : '')
  answer.writeHead(status, {
    'content-type': file?.contentType ?? 'text/html; charset=utf-8',
    'content-security-policy': fileSecurityPolicy,
  })
  answer.end(status === 500 ? '' : body)
})
const urlOf = (path: string) => `http://127.0.0.1:${(server.address() as AddressInfo).port}${path}`

beforeAll(async () => {
  if (!browser) return
  await publish()
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
})
afterAll(async () => {
  server.close()
  await browser?.close()
})

/** @param meant what Chromium may report of the pages, which is no fault of theirs */
const onPage = async (
  options: object,
  look: (page: import('playwright-core').Page) => Promise<void>,
  meant = /status of 500|500 /,
) => {
  const context = await browser!.newContext({ viewport: { width: 375, height: 800 }, ...options })
  try {
    const page = await context.newPage()
    const faults: string[] = []
    page.on('console', (message) => message.type() === 'error' && faults.push(message.text()))
    page.on('pageerror', (error) => faults.push(error.message))
    await look(page)
    expect(faults.filter((fault) => !meant.test(fault))).toEqual([])
  } finally {
    await context.close()
  }
}

describe.skipIf(reason)(`the site’s lists in Chromium${reason ? `: ${reason}` : ''}`, () => {
  const cases = [375, 1280].flatMap((width) =>
    (['light', 'dark'] as const).map((colorScheme) => ({ width, colorScheme })),
  )
  test.each(cases)(
    'archive, section, search and 404 are readable at $width px in the $colorScheme',
    ({ width, colorScheme }) =>
      onPage({ viewport: { width, height: 900 }, colorScheme }, async (page) => {
        for (const [name, path] of Object.entries({
          archive: '/zh/',
          section: '/zh/sections/focus/',
          english: '/en/sections/views/',
          search: '/zh/search/?q=大模型',
          missing: '/404.html',
        })) {
          await page.goto(urlOf(path), { waitUntil: 'networkidle' })
          await page.screenshot({
            path: `${written}/list-${name}-${width}-${colorScheme}.png`,
            fullPage: true,
          })
          expect(await isTooWide(page), path).toBe(false)
          expect(await seriousFaults(page), path).toEqual([])
        }
      }),
  )

  test('a wrong address is answered in its own language first, with one main heading', () =>
    onPage(
      {},
      async (page) => {
        for (const [folder, says, other] of [
          ['zh', '没有这个页面', 'There is no such page'],
          ['en', 'There is no such page', '没有这个页面'],
        ] as const) {
          await page.goto(urlOf(`/${folder}/nowhere/`), { waitUntil: 'networkidle' })
          expect(await page.locator('main h1').allTextContents()).toEqual([says])
          expect(await page.locator('main :is(h1, h2)').allTextContents()).toEqual([says, other])
          expect(await page.title()).toContain(says)
          expect(await seriousFaults(page), folder).toEqual([])
          await page.screenshot({ path: `${written}/list-missing-in-${folder}.png`, fullPage: true })
        }
      },
      /status of 404/,
    ))

  test('a question in the address is answered, its words marked, and said to who cannot see', () =>
    onPage({}, async (page) => {
      await page.goto(urlOf('/zh/search/?q=甲骨文'))
      await page.waitForSelector('#found li')
      expect(await page.getAttribute('#found a', 'href')).toMatch(/^\/zh\/issues\/matrix-64\/.+\/$/)
      expect(await page.textContent('#found mark')).toBe('甲骨文')
      expect(await page.textContent('[role=status]')).toMatch(/^找到 \d+ 篇文章$/)
      expect(await page.isHidden('#otherwise')).toBe(true)
    }))

  test('a word that only a text has is found there, once the texts have come, and shown where it stands', () =>
    onPage({}, async (page) => {
      const asked: string[] = []
      page.on('request', (request) => void asked.push(new URL(request.url()).pathname))
      await page.goto(urlOf('/zh/search/'), { waitUntil: 'networkidle' })
      expect(asked.filter((path) => path.endsWith('.json'))).toEqual([])
      await page.fill('#q', onlyInText)
      await page.waitForSelector('#found li')
      expect(asked.filter((path) => path.endsWith('.json'))).toEqual([
        '/zh/search.json',
        '/zh/issues/matrix-64/texts.json',
      ])
      expect(await page.textContent('#found mark')).toBe(onlyInText)
      expect(await page.textContent('#found li > p:last-child')).toContain('…')
      const path = (await page.getAttribute('#found a', 'href'))!
      await page.goto(urlOf(path))
      expect(await page.textContent('main .body')).toContain(onlyInText)
    }))

  test('finds in texts come behind the others, and leave alone a reader who has come to the first', () =>
    onPage({}, async (page) => {
      const { promise: mayCome, resolve: letCome } = Promise.withResolvers<void>()
      await page.route('**/texts.json', async (route) => {
        await mayCome
        await route.continue()
      })
      await page.goto(urlOf('/en/search/?q=transformer'))
      await page.waitForSelector('#found li')
      const before = await page.locator('#found a').allTextContents()
      await page.focus('#found a')
      letCome()
      await page.locator('#found li').nth(before.length).waitFor()
      const after = await page.locator('#found a').allTextContents()
      expect(after.slice(0, before.length)).toEqual(before)
      expect(await page.textContent('#found a:focus')).toBe(before[0])
      expect(await page.textContent('[role=status]')).toContain(String(after.length))
    }))

  test('where the texts do not come, what the list has is found all the same', () =>
    onPage({}, async (page) => {
      broken.add('zh/issues/matrix-64/texts.json')
      await page.goto(urlOf('/zh/search/?q=甲骨文'))
      await page.waitForSelector('#found li')
      await page.fill('#q', onlyInText)
      await page.getByText('没有找到').waitFor()
      broken.clear()
    }))

  test('by keys alone a reader asks, goes on, and comes back', () =>
    onPage({}, async (page) => {
      await page.goto(urlOf('/en/search/'))
      await page.focus('#q')
      await page.keyboard.type('oracle')
      await page.waitForSelector('#found li')
      await page.keyboard.press('Enter')
      await page.waitForURL(/\/en\/search\/\?q=oracle$/)
      // The button, then the first find.
      await page.keyboard.press('Tab')
      await page.keyboard.press('Tab')
      await page.keyboard.press('Enter')
      await page.waitForURL(/\/en\/issues\/matrix-64\/./)
      await page.goBack()
      await page.waitForSelector('#found li')
      expect(await page.inputValue('#q')).toBe('oracle')
    }))

  test('what is asked is a text, whatever it looks like', () =>
    onPage({}, async (page) => {
      await page.goto(urlOf(`/en/search/?q=${encodeURIComponent('<img src=x onerror=alert(1)> " \' zzzz')}`))
      await page.locator('[role=status]', { hasText: /./ }).waitFor({ state: 'attached' })
      expect(await page.locator('main img').count()).toBe(0)
    }))

  test('a list that does not load is said in the reader’s language, and asked for again', () =>
    onPage({}, async (page) => {
      broken.add('zh/search.json')
      await page.goto(urlOf('/zh/search/?q=模型'))
      await page.locator('[role=status]', { hasText: '未能载入' }).waitFor({ state: 'attached' })
      expect(await page.isVisible('#otherwise a')).toBe(true)
      broken.clear()
      await page.press('#q', 'Enter')
      await page.waitForSelector('#found li')
    }))

  test('without scripts the page says so and leads to every article', () =>
    onPage({ javaScriptEnabled: false }, async (page) => {
      await page.goto(urlOf('/zh/search/?q=模型'))
      expect(await page.textContent('main')).toContain('需要启用 JavaScript')
      expect(await page.isVisible('#otherwise a[href="/zh/sections/focus/"]')).toBe(true)
    }))
})
