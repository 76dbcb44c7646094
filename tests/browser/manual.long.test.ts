import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readManual } from '../../cli/manual/read-manual.ts'
import { seriousFaults } from './accessibility.ts'
import { drawn, isTooWide, openChromium, openPage } from './chromium.ts'

const { browser, reason } = await openChromium()
afterAll(() => browser?.close())

const site = 'https://manual.example.org/'
const types: Record<string, string> = {
  html: 'text/html; charset=utf-8',
  css: 'text/css; charset=utf-8',
  svg: 'image/svg+xml',
}
const files = new Map<string, { body: string; contentType: string }>()
beforeAll(async () => {
  for (const { path, text } of await readManual())
    files.set(site + path, { body: text, contentType: types[path.split('.').at(-1)!]! })
})

/** One of each kind: words, commands and answers, tables, a long reference of keys, one of commands. */
const pages = ['index', 'start', 'operate', 'publication', 'commands', 'alarms']
const cases = pages.flatMap((name) =>
  [375, 1280].flatMap((width) =>
    (['light', 'dark'] as const).map((colorScheme) => ({ name, width, colorScheme })),
  ),
)

describe.skipIf(reason)(`the manual in Chromium${reason ? `: ${reason}` : ''}`, () => {
  test.each(cases)('$name has no serious fault at $width px in the $colorScheme', async (one) => {
    const page = await openPage(browser!, (url) => files.get(url.split('#')[0]!), {
      viewport: { width: one.width, height: 900 },
      colorScheme: one.colorScheme,
    })
    await page.goto(`${site}${one.name}.html`, { waitUntil: 'load' })
    await drawn(page)
    expect(await isTooWide(page)).toBe(false)
    expect(await seriousFaults(page)).toEqual([])
    await page.context().close()
  })
})
