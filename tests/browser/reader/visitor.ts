import { mkdirSync } from 'node:fs'
import type { Browser } from 'playwright-core'
import { expect } from 'vitest'
import { contrastFaults, seriousFaults } from '../accessibility.ts'
import { allLoaded, isTooWide, lendFonts } from '../chromium.ts'
import { comparePicture } from '../pictures.ts'

/** Who comes, by what they come with. */
export type Guise = { language: 'zh-CN' | 'en'; width: number; colorScheme: 'light' | 'dark' }

const written = 'out/browser'
/** The form in most of its states and its two neighbours; the others are looked at for faults alone. */
const compared = [
  'reader-refused-zh-CN-375-dark',
  'reader-confirm-zh-CN-375-dark',
  'reader-preferences-en-1280-light',
]

/**
 * Somebody at a real page of the site, whose browser runs no script. Not by Playwright's own option: axe needs timers,
 * so scripts run again while it looks, on a page that was read without them.
 */
const receive = async (browser: Browser, site: string, guise: Guise) => {
  const { language, width, colorScheme } = guise
  const context = await browser.newContext({
    viewport: { width, height: 800 },
    locale: language,
    colorScheme,
    reducedMotion: 'reduce',
  })
  await lendFonts(context, site)
  const page = await context.newPage()
  const tools = await context.newCDPSession(page)
  const scripts = (run: boolean) => tools.send('Emulation.setScriptExecutionDisabled', { value: !run })
  await scripts(false)
  let status = 0
  page.on('response', (response) => {
    if (response.request().isNavigationRequest()) status = response.status()
  })
  const title = () => page.textContent('h1')

  /** What is wrong with the page that is open, in the light and in the dark. */
  const faults = async (): Promise<string[]> => {
    await scripts(true)
    try {
      const found = await seriousFaults(page)
      await page.emulateMedia({ colorScheme: colorScheme === 'light' ? 'dark' : 'light' })
      found.push(...(await contrastFaults(page)))
      await page.emulateMedia({ colorScheme })
      return (await isTooWide(page)) ? [...found, 'it is wider than its window'] : found
    } finally {
      await scripts(false)
    }
  }

  return {
    page,
    title,
    open: (url: string) => page.goto(new URL(url, site).href, { waitUntil: 'load' }),

    /** Does what leads to another page, and waits for it. */
    onward: async (act: () => Promise<unknown>): Promise<void> => {
      await Promise.all([page.waitForEvent('load'), act()])
    },

    /** The page that is open is the one with this title, and nothing is wrong with it. */
    sees: async (name: string, wanted: string, answered = 200): Promise<void> => {
      await allLoaded(page)
      const picture = `reader-${name}-${language}-${width}-${colorScheme}`
      const bytes = await page.screenshot({ fullPage: true, path: `${written}/${picture}.png` })
      const seen = { title: await title(), status, faults: await faults() }
      expect(seen, name).toEqual({ title: wanted, status: answered, faults: [] })
      if (compared.includes(picture)) expect(comparePicture(picture, bytes)).toBeUndefined()
    },

    /** What the preferences show as chosen. */
    chosen: async () => {
      const fields = new URLSearchParams((await page.evaluate(fieldsShown)) as [string, string][])
      const role = fields.get('field-role')
      const topics = fields.getAll('topics').filter(Boolean)
      return { language: fields.get('language'), topics, timeZone: fields.get('timeZone'), role }
    },

    leave: () => context.close(),
  }
}
export type Visitor = Awaited<ReturnType<typeof receive>>

const fieldsShown = `[...new FormData(document.querySelector('[action="/preferences"]'))]`

/** Has somebody visit the site, and leave it whatever they meet. */
export const visit = async (
  browser: Browser,
  site: string,
  guise: Guise,
  stay: (visitor: Visitor) => Promise<void>,
): Promise<void> => {
  mkdirSync(written, { recursive: true })
  const visitor = await receive(browser, site, guise)
  try {
    await stay(visitor)
  } finally {
    await visitor.leave()
  }
}
