import { mkdirSync } from 'node:fs'
import { gzipSync } from 'node:zlib'
import type { BrowserContext, BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { ReadersAnswer } from '../../../functions/api/answers/readers.ts'
import type { NewWebhookAnswer } from '../../../functions/api/answers/webhooks.ts'
import { addReaders } from '../../journeys/add-readers.ts'
import { inSteps } from '../../journeys/in-steps.ts'
import { type Service, startService } from '../../journeys/service.ts'
import { inviteAdmin } from '../../journeys/sign-in-to-console.ts'
import { aSmallIssue } from '../../journeys/small-issue.ts'
import { seriousFaults, smallTargets } from '../accessibility.ts'
import { allLoaded, isTooWide, openChromium } from '../chromium.ts'
import { atConsole as visitConsole } from './at-console.ts'

const { browser, reason } = await openChromium()
const pictures = 'out/console'
const ada = 'ada@example.org'
const first = 'The first one 1!'
const chosen = 'My own, and long 2!'
const readers = 240
/** Its first article as it was published before. */
const before = '---\ntitle: Old news\npage: 1\nkind: full\nsummary: Old news.\n---\n\nNews of old.\n'

/** The same, mended. */
const corrected = '---\ntitle: News\npage: 1\nkind: full\nsummary: Mended news.\n---\n\nNews, mended.\n'

let service: Service
let reader = ''
let webhook = ''
/** Mails a second: slow at first, so that there is something to watch. */
let rate = 8
beforeAll(async () => {
  if (!browser) return
  mkdirSync(pictures, { recursive: true })
  service = await startService({
    coldStartMs: 0,
    sendQuota: () => ({ max24HourSend: 50_000, maxSendRate: rate }),
  })
  await inviteAdmin(service.cloud, ada, 'owner', first)
  await addReaders(service, readers)
  const { value } = await service.admin('GET', '/api/readers?limit=1')
  reader = (value as unknown as ReadersAnswer).readers[0]!.id
  // Nobody listens there: its log has something to show.
  const made = await service.admin('POST', '/api/webhooks', { url: 'http://127.0.0.1:9/' })
  webhook = (made.value as unknown as NewWebhookAnswer).webhook.id
  await service.admin('POST', `/api/webhooks/${webhook}/actions`, { action: 'test' })
  await service.publish('c-1', aSmallIssue(1, undefined, { '01-news.en.md': before }))
  await service.publish('c-1', aSmallIssue(1))
})
afterAll(async () => {
  await service?.end()
  await browser?.close()
})

/** Where a page is; `READER` and `WEBHOOK` stand for the id of one. */
const addressOf = (path: string) => service.site + path.replace('READER', reader).replace('WEBHOOK', webhook)

const atConsole = (options: BrowserContextOptions, stay: (page: Page) => Promise<void>) =>
  visitConsole({ browser: browser!, site: service.site }, options, stay)

let session: Awaited<ReturnType<BrowserContext['storageState']>>

const signIn = async (page: Page, password: string) => {
  await page.goto(`${service.site}/admin/sends`)
  await page.fill('[name=username]', ada)
  await page.fill('[name=password]', password)
  await page.click('form button')
}

describe.skipIf(reason)(`the console in Chromium${reason ? `: ${reason}` : ''}`, () => {
  inSteps()

  test('who is invited signs in by the first password, chooses another, and comes to where they wanted to go', () =>
    atConsole({}, async (page) => {
      await signIn(page, first)
      for (const field of await page.locator('input[type=password]:visible').all()) await field.fill(chosen)
      await page.click('form button')
      await page.waitForURL(`${service.site}/admin/sends`)
      expect(await page.textContent('h1')).toBe('Sends')
      expect(await page.textContent('.who p')).toContain(ada)
      session = await page.context().storageState()
    }))

  test('an issue is rehearsed, and sent by the number of its readers, without script', () =>
    atConsole({ storageState: session, javaScriptEnabled: false }, async (page) => {
      await page.goto(`${service.site}/admin/issues`)
      await page.click('table a')
      await page.click('text=Send it…')
      await page.click('text=Rehearse')
      expect(await page.textContent('.figure')).toContain(`${readers} would get it`)
      await page.screenshot({ path: `${pictures}/rehearsal.png`, fullPage: true })
      await page.fill('[name=typed]', String(readers - 1))
      await page.click('text=Send it now')
      expect(await page.textContent('.problems')).toContain('nothing was sent')
      await page.fill('[name=typed]', String(readers))
      await page.click('text=Send it now')
      expect(new URL(page.url()).pathname).toBe('/admin/sends/c-1--digest')
      expect(await page.textContent('.notice')).toBe('It is asked for.')
    }))

  test('a send is watched as it goes out, paused, and resumed', () =>
    atConsole({ storageState: session }, async (page) => {
      await page.goto(`${service.site}/admin/sends/c-1--digest`)
      const done = async () => Number(/^[\d,]+/.exec((await page.textContent('.figure'))?.trim() ?? '')?.[0])
      // By itself: nobody reloads the page.
      await page.waitForSelector('.state.delivering')
      const before = await done()
      await service.until('the bar to move', async () => (await done()) > before)
      await page.click('text=Pause')
      await page.waitForSelector('.notice')
      await page.waitForSelector('.state.held')
      await page.screenshot({ path: `${pictures}/send-held.png`, fullPage: true })
      rate = 500
      await page.click('button:text-is("Go on")')
      await page.waitForSelector('.state.finished')
      expect(await done()).toBe(readers)
      // What can be done now is shown with it.
      await page.waitForSelector('.acts form:has([value=pause])', { state: 'detached' })
      expect((await service.admin('GET', '/api/sends/c-1--digest')).value.audience.accepted).toBe(readers)
    }))

  const pages = [
    '/admin',
    '/admin/go',
    '/admin/issues',
    '/admin/issues/c-1',
    '/admin/issues/c-1/mail',
    '/admin/issues/c-1/mail?as=desktop',
    '/admin/issues/c-1/mail?as=text',
    '/admin/issues/c-1/mail?as=changes',
    '/admin/issues/c-1/send',
    '/admin/sends',
    '/admin/sends/c-1--digest',
    '/admin/readers',
    '/admin/readers/READER',
    '/admin/readers/READER/mail?send=c-1--digest',
    '/admin/readers/imports',
    '/admin/readers/segments',
    '/admin/service',
    '/admin/service/sender',
    '/admin/service/keys',
    '/admin/service/webhooks',
    '/admin/service/webhooks/WEBHOOK',
    '/admin/service/audit',
    '/admin/nothing-here',
  ]
  const guises = [
    { locale: 'en', width: 1280, colorScheme: 'light' },
    { locale: 'en', width: 375, colorScheme: 'dark' },
    { locale: 'zh-CN', width: 1280, colorScheme: 'dark' },
    { locale: 'zh-CN', width: 375, colorScheme: 'light' },
  ] as const
  test.each(guises)(
    'each page is sound and fits its window: $locale, $width px, $colorScheme',
    ({ locale, width, colorScheme }) =>
      atConsole(
        { storageState: session, locale, colorScheme, viewport: { width, height: 800 } },
        async (page) => {
          for (const path of pages) {
            await page.goto(addressOf(path))
            await allLoaded(page)
            const name = path.replace(/^\/admin\/?/, '').replaceAll(/[/?=]/g, '-') || 'overview'
            // For people, of whom none looks in CI.
            if (!process.env.CI)
              await page.screenshot({
                path: `${pictures}/${name}-${locale}-${width}-${colorScheme}.png`,
                fullPage: true,
              })
            const faults = await seriousFaults(page)
            if (await isTooWide(page)) faults.push('it is wider than its window')
            if (width === 375) faults.push(...(await smallTargets(page)))
            expect(faults, path).toEqual([])
          }
        },
      ),
  )

  test('a list of readers goes past the functions into the bucket, is looked at, said otherwise, and imported', () =>
    atConsole({ storageState: session }, async (page) => {
      // More than any function would take.
      const rows = Array.from({ length: 90 }, (_, row) => `new-${row % 6}@example.org,${'x'.repeat(60_000)}`)
      await page.goto(`${service.site}/admin/readers/imports`)
      await page.setInputFiles('[type=file]', {
        name: 'Neue Liste.csv',
        mimeType: 'text/csv',
        buffer: Buffer.from(`who,note\n${rows.join('\n')}\n`),
      })
      await page.click('text=Look at the file')
      await page.waitForURL('**/readers/imports/neue-liste-*')
      await page.waitForSelector('.state.failed')
      await page.fill('[name=column]', 'who')
      await page.click('text=Look again')
      await page.waitForSelector('[name=typed]')
      await page.screenshot({ path: `${pictures}/import-tried.png`, fullPage: true })
      expect(await page.textContent('.figure')).toContain('6 would be imported')
      await page.fill('[name=consent]', 'They signed up at the fair')
      await page.fill('[name=typed]', '6')
      await page.click('text=Import them now')
      await page.waitForSelector('.state.finished')
      expect(await page.textContent('.figure')).toContain('6')
    }))

  test('a file that is dropped on a page does not take it away', () =>
    atConsole({ storageState: session }, async (page) => {
      const drop = () =>
        page.evaluate(`{
          const dataTransfer = new DataTransfer()
          dataTransfer.items.add(new File(['email'], 'old.csv'))
          document.body.dispatchEvent(new DragEvent('drop', { dataTransfer, bubbles: true, cancelable: true }))
        }`)
      await page.goto(`${service.site}/admin/sends`)
      await drop()
      await page.click('#dropped a')
      await page.waitForURL('**/readers/imports')
      await drop()
      expect(await page.inputValue('[type=file]')).toContain('old.csv')
    }))

  test('of two who change one segment the second sees both versions, and chooses', () =>
    atConsole({ storageState: session }, async (page) => {
      await page.goto(`${service.site}/admin/readers/segments`)
      await page.fill('[name=name]', 'english')
      await page.fill('[name=rule]', 'language:en')
      await page.click('text=Save it')
      await page.waitForURL('**/segments/english*')
      const other = await page.context().newPage()
      await other.goto(`${service.site}/admin/readers/segments/english`)
      const change = async (tab: Page, rule: string) => {
        await tab.click('text=Change its rule…')
        await tab.fill('[name=rule]', rule)
        await tab.click('text=Save it')
      }
      await change(other, 'language:zh-CN')
      await other.waitForSelector('.notice')
      await change(page, 'not language:en')
      await page.waitForSelector('text=Put mine in its place')
      const both = await page.textContent('main')
      expect(both).toContain('language:zh-CN')
      expect(both).toContain('not language:en')
      await page.screenshot({ path: `${pictures}/segment-of-two.png`, fullPage: true })
      expect(await seriousFaults(page)).toEqual([])
      await page.click('text=Put mine in its place')
      await page.waitForSelector('.notice')
      expect(await page.textContent('.rule')).toBe('not language:en')
    }))

  test('who got a mail with a fault is sent its correction, which leads back to it', () =>
    atConsole({ storageState: session }, async (page) => {
      const source = `${service.site}/admin/sends/c-1--digest`
      await page.goto(source)
      expect(await page.textContent('#corrections')).toContain('What went out is what is published now')
      await service.publish('c-1', aSmallIssue(1, undefined, { '01-news.en.md': corrected }))
      await page.goto(source)
      await page.click('text=Send a correction…')
      await page.fill('textarea', 'The news was wrong.')
      await page.screenshot({ path: `${pictures}/correction.png`, fullPage: true })
      await page.click('text=See who would get it')
      const count = /^[\d,]+/.exec((await page.textContent('.figure'))!.trim())![0]
      expect(await page.textContent('main')).toContain('The news was wrong.')
      await page.screenshot({ path: `${pictures}/correction-rehearsed.png`, fullPage: true })
      await page.fill('[name=typed]', count)
      await page.click('text=Send the correction now')
      await page.waitForURL('**/sends/c-1--digest-correction*')
      await page.waitForSelector('.state.finished')
      await page.click('text=It corrects >> a')
      await page.waitForURL(source)
      expect(await page.textContent('#corrections')).toContain(`${count} accepted`)
    }))

  test('a mail keeps its style in its frame, shows its pictures, and knows nobody’s session', () =>
    atConsole({ storageState: session }, async (page) => {
      await page.goto(`${service.site}/admin/issues/c-1/mail?as=desktop&scheme=dark`)
      await allLoaded(page)
      const mail = await (await page.waitForSelector('iframe')).contentFrame()
      expect(await mail!.evaluate('self.origin')).toBe('null')
      expect(
        await mail!.evaluate("getComputedStyle(document.querySelector('.desk')).backgroundColor"),
      ).not.toBe('rgba(0, 0, 0, 0)')
      await service.until('the cover', () => mail!.evaluate('document.images[0]?.naturalWidth > 0'))
      expect(await mail!.getAttribute('a[href*="/en/issues/c-1/"]', 'href')).toContain(service.site)
    }))

  test('all of it works without script', () =>
    atConsole({ storageState: session, javaScriptEnabled: false }, async (page) => {
      await page.goto(`${service.site}/admin`)
      await page.click('text=Sends')
      await page.click('table a')
      expect(await page.textContent('.state')).toBe('finished')
      await page.click('text=中文')
      expect(await page.getAttribute('html', 'lang')).toBe('zh-CN')
    }))

  test('what a page may not do by its security policy, it does not try', () =>
    atConsole({ storageState: session }, async (page) => {
      const refused: string[] = []
      page.on('console', (message) => {
        if (message.type() === 'error') refused.push(message.text())
      })
      for (const path of pages.slice(0, -1)) await page.goto(addressOf(path))
      expect(refused).toEqual([])
    }))

  test('its script is compressed, and no more than 60 KB on its way', () =>
    atConsole({ storageState: session }, async (page) => {
      await page.goto(`${service.site}/admin`)
      const script = await page.getAttribute('script[src]', 'src')
      const answer = await service.until('the script', async () => {
        const one = await fetch(service.site + script, { headers: { 'accept-encoding': 'gzip' } })
        return one.headers.get('content-encoding') === 'gzip' ? one : undefined
      })
      expect(gzipSync(await answer.text()).length).toBeLessThan(60_000)
      expect(answer.headers.get('cache-control')).toContain('immutable')
    }))

  test('who signs out is out, here and at the pool', () =>
    atConsole({ storageState: session }, async (page) => {
      await page.goto(`${service.site}/admin`)
      await page.click('text=Sign out')
      await page.waitForURL(`${service.site}/admin/signed-out`)
      await page.goto(`${service.site}/admin`)
      // The pool asks for the password again.
      await page.waitForSelector('[name=password]')
      service.check()
    }))
})
