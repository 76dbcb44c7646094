import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { lendFonts } from '../chromium.ts'

/** A busy machine is a normal machine. */
export const patienceMs = 200_000

/** Somebody at the console. Who leaves closes their browser. @param site the service's address */
export const atConsole = async (
  { browser, site }: { browser: Browser; site: string },
  options: BrowserContextOptions,
  stay: (page: Page) => Promise<void>,
): Promise<void> => {
  const context = await browser.newContext({
    viewport: { width: 1280, height: 800 },
    locale: 'en',
    reducedMotion: 'reduce',
    ...options,
  })
  try {
    context.setDefaultTimeout(patienceMs)
    context.setDefaultNavigationTimeout(patienceMs)
    await lendFonts(context, site, '/admin/assets/console-*.css')
    await stay(await context.newPage())
  } finally {
    // A page may be left while its style sheet is on the way.
    await context.unrouteAll({ behavior: 'ignoreErrors' })
    await context.close()
  }
}
