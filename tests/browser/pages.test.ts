import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { SiteFile } from '../../functions/edition/model/edition.ts'
import { keyOf } from '../../functions/edition/model/paths.ts'
import { buildEditions } from '../../functions/edition/publish/build-edition.ts'
import { aKitchenSink, aPublication, issueOf } from '../builders.ts'
import { seriousFaults } from './accessibility.ts'
import { drawn, isTooWide, openChromium, openPage } from './chromium.ts'
import { threeMagazines } from './digest-samples.ts'

const { browser, reason } = await openChromium()
afterAll(() => browser?.close())

const siteUrl = 'https://matrix.example.org'
const files = new Map<string, SiteFile>()
beforeAll(async () => {
  for (const { editions } of await threeMagazines())
    for (const edition of editions)
      if (edition.digest.language === 'ar')
        for (const file of edition.files) if (/^(ar|assets)\//.test(file.path)) files.set(file.path, file)
  const publication = aPublication()
  const issue = issueOf(aKitchenSink(), publication)
  for (const edition of await buildEditions({ issue, publication, siteUrl }))
    for (const file of edition.files) files.set(file.path, file)
})
const open = (path: string, width: number, colorScheme: 'light' | 'dark') =>
  openPage(browser!, (url) => files.get(keyOf(new URL(url).pathname)), {
    viewport: { width, height: 900 },
    colorScheme,
  }).then(async (page) => {
    await page.goto(siteUrl + path, { waitUntil: 'load' })
    return page
  })

type Box = { top: number; bottom: number; left: number; right: number; toJSON(): unknown }

const stub = '/zh/issues/weekly/notice/'
const cases = [stub, '/en/issues/weekly/notice/', '/zh/issues/weekly/'].flatMap((path) =>
  [375, 1280].flatMap((width) =>
    (['light', 'dark'] as const).map((colorScheme) => ({ path, width, colorScheme })),
  ),
)

describe.skipIf(reason)(`pages in Chromium${reason ? `: ${reason}` : ''}`, () => {
  test.each(cases)('$path has no serious fault at $width px in the $colorScheme', async (one) => {
    const page = await open(one.path, one.width, one.colorScheme)
    await drawn(page)
    expect(await isTooWide(page)).toBe(false)
    expect(await seriousFaults(page)).toEqual([])
    await page.context().close()
  })

  test.each(['/ar/issues/tidelines-12/', '/ar/issues/tidelines-12/boats/'])(
    '%s is read from right to left, on a phone and a desktop',
    async (path) => {
      for (const width of [375, 1280]) {
        const page = await open(path, width, 'light')
        await drawn(page)
        expect(await isTooWide(page)).toBe(false)
        expect(await seriousFaults(page)).toEqual([])
        const sizes = (await page.evaluate(
          `['html', 'h1'].map((one) => getComputedStyle(document.querySelector(one))).map(({ fontSize, lineHeight }) => parseFloat(lineHeight) / parseFloat(fontSize) || parseFloat(fontSize))`,
        )) as number[]
        expect(sizes, 'a larger letter, and room above and below it').toEqual([17, 1.5])
        await page.context().close()
      }
    },
  )

  test('what scrolls on a phone is reached by keyboard and scrolled by it', async () => {
    const page = await open(stub, 320, 'light')
    for (const part of ['.scroll', 'pre', '.formula']) {
      const region = page.locator(part).first()
      await region.focus()
      await page.keyboard.press('ArrowRight')
      await expect
        .poll(() => region.evaluate((one: { scrollLeft: number }) => one.scrollLeft))
        .toBeGreaterThan(0)
    }
    await page.context().close()
  })

  test('notes stand beside the words that they belong to where a window has room, in order, and else at the end', async () => {
    const boxes = (page: Page, selector: string) =>
      page
        .locator(selector)
        .evaluateAll((all: { getBoundingClientRect(): Box }[]) =>
          all.map((one) => one.getBoundingClientRect().toJSON() as Box),
        )
    const wide = await open(stub, 1280, 'light')
    const [first, second] = await boxes(wide, '.footnotes li')
    const [words] = await boxes(wide, '.r1')
    const [column] = await boxes(wide, '.body')
    expect(Math.abs(first!.top - words!.top)).toBeLessThan(30)
    expect(first!.left).toBeGreaterThan(column!.right)
    expect(second!.top).toBeGreaterThan(first!.bottom)
    await wide.context().close()
    const narrow = await open(stub, 900, 'light')
    const [atEnd] = await boxes(narrow, '.footnotes li')
    const [text] = await boxes(narrow, '.body > p:first-child')
    expect(atEnd!.left).toBeLessThan(text!.right)
    expect(atEnd!.top).toBeGreaterThan(text!.bottom + 500)
    await narrow.context().close()
  })

  test('a short address leads on by itself', async () => {
    const page = await open('/q/weekly-4/', 375, 'light')
    await page.waitForURL(siteUrl + stub)
    await page.context().close()
  })

  test('on paper a page is white in the dark, too, and shows its code but no form', async () => {
    const page = await open(stub, 794, 'dark')
    await page.emulateMedia({ media: 'print' })
    expect(await page.evaluate('getComputedStyle(document.body).backgroundColor')).toBe('rgb(255, 255, 255)')
    expect(await page.evaluate('getComputedStyle(document.body).color')).toBe('rgb(0, 0, 0)')
    expect(
      await page
        .locator('.short svg')
        .evaluate((one: { getBoundingClientRect(): { width: number } }) => one.getBoundingClientRect().width),
    ).toBeCloseTo(94.5, 0)
    for (const hidden of ['.sign-up', '.around', '.top nav', '.foot nav'])
      expect(await page.locator(hidden).isVisible(), hidden).toBe(false)
    await page.context().close()
  })
})
