import { mkdirSync } from 'node:fs'
import type { Browser, Page } from 'playwright-core'
import { contrastFaults, seriousFaults } from '../accessibility.ts'
import { allLoaded, isTooWide, lendFonts } from '../chromium.ts'

/** Who comes, by what they come with. */
export type Guise = { language: 'zh-CN' | 'en'; width: number; colorScheme: 'light' | 'dark' }

const written = 'out/browser'

/** What a picture of a page is called. */
export const nameOf = (page: string, { language, width, colorScheme }: Guise) =>
  `reader-${page}-${language}-${width}-${colorScheme}`

/**
 * Somebody at a real page of the site, whose browser runs no script. Not by Playwright's own option: axe needs timers,
 * so scripts run again while it looks, on a page that was read without them.
 */
export const receive = async (browser: Browser, site: string, guise: Guise) => {
  const { language, width, colorScheme } = guise
  mkdirSync(written, { recursive: true })
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

  /** Does what leads to another page, and waits for it. */
  const onward = async (act: () => Promise<unknown>): Promise<void> => {
    await Promise.all([page.waitForEvent('load'), act()])
  }

  return {
    page,
    onward,
    open: (url: string) => page.goto(new URL(url, site).href, { waitUntil: 'load' }),

    /** What a demanding reader would see: what is wrong with the page, in the light and in the dark, and a picture of it. */
    look: async (name: string) => {
      await scripts(true)
      try {
        await allLoaded(page)
        const faults = [...(await seriousFaults(page)), ...((await isTooWide(page)) ? ['too wide'] : [])]
        await page.emulateMedia({ colorScheme: colorScheme === 'light' ? 'dark' : 'light' })
        faults.push(...(await contrastFaults(page)))
        await page.emulateMedia({ colorScheme })
        const picture = await page.screenshot({
          fullPage: true,
          path: `${written}/${nameOf(name, guise)}.png`,
        })
        return { status, title: await headingOf(page), faults, picture }
      } finally {
        await scripts(false)
      }
    },
    /** What the preferences show as chosen. */
    chosen: async () => {
      const fields = new URLSearchParams((await page.evaluate(fieldsShown)) as string[][])
      const role = fields.get('field-role')
      const topics = fields.getAll('topics').filter(Boolean)
      return { language: fields.get('language'), topics, timeZone: fields.get('timeZone'), role }
    },

    leave: () => context.close(),
  }
}
export type Visitor = Awaited<ReturnType<typeof receive>>

const fieldsShown = `[...new FormData(document.querySelector('[action="/preferences"]'))]`
const headingOf = (page: Page) => page.locator('h1').first().textContent()
