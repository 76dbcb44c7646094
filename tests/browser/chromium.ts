import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import packed from '@sparticuz/chromium'
import {
  type Browser,
  type BrowserContext,
  type BrowserContextOptions,
  chromium,
  type Page,
  type Route,
} from 'playwright-core'

/** A real Chromium, or why there is none here. */
export type Opened = { browser: Browser; reason?: undefined } | { browser?: undefined; reason: string }

/**
 * Pictures must come out alike on every machine. Not all of the package's own arguments: in a single process, which
 * Lambda needs, a browser ends with its first context.
 */
export const args = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-dev-shm-usage',
  '--force-color-profile=srgb',
  '--font-render-hinting=none',
  '--disable-lcd-text',
  '--hide-scrollbars',
]

/** Where the Chromium is that npm brought, or the one at `CHROMIUM_PATH`. */
export const chromiumPath = async (): Promise<string> =>
  process.env.CHROMIUM_PATH ?? (await packed.executablePath())

/** How often it is tried again to start what another test file is unpacking just now. */
const mostTries = 120

const launch = async (tries = mostTries): Promise<Browser> => {
  try {
    return await chromium.launch({ executablePath: await chromiumPath(), args, headless: true })
  } catch (error) {
    if (tries === 0 || !String(error).includes('ETXTBSY')) throw error
    await sleep(500)
    return launch(tries - 1)
  }
}

/** Starts the Chromium that npm brought, or the one at `CHROMIUM_PATH`. */
export const openChromium = async (): Promise<Opened> => {
  try {
    return { browser: await launch() }
  } catch (error) {
    return {
      reason: `no Chromium can start here (${(error as Error).message.split('\n')[0]}); name one by CHROMIUM_PATH`,
    }
  }
}

const fontHost = 'https://fonts.invalid/'

/** The fonts that npm brought stand for the first that mails and pages ask for: machines differ in theirs. */
const standIns = [
  {
    name: 'noto-sans-sc',
    from: '@fontsource-variable/noto-sans-sc',
    sheets: ['index.css'],
    family: 'Noto Sans SC Variable',
    as: ['Segoe UI', 'PingFang SC'],
  },
  {
    name: 'noto-serif-sc',
    from: '@fontsource-variable/noto-serif-sc',
    sheets: ['index.css'],
    family: 'Noto Serif SC Variable',
    as: ['Source Han Serif SC'],
  },
  // A Latin one: in a Chinese font, quotation marks are as wide as a character.
  {
    name: 'source-serif-4',
    from: '@fontsource/source-serif-4',
    sheets: ['400.css', '600.css', '700.css'],
    family: 'Source Serif 4',
    as: ['Charter'],
  },
].map(({ from, sheets, ...font }) => {
  const styles = sheets.map((sheet) => createRequire(import.meta.url).resolve(`${from}/${sheet}`))
  const css = styles.map((style) => readFileSync(style, 'utf8')).join('\n')
  return { ...font, dir: dirname(styles[0]!), css }
})

/** As wide as a character in a Chinese font, and as a letter in the system fonts that the stand-in is there for. */
const quotes = (css: string): string =>
  [...css.matchAll(/@font-face \{[^}]*source-serif-4-latin-400-normal[^}]*\}/g)]
    .map(([face]) =>
      face
        .replace(/unicode-range:[^;]*;/, 'unicode-range: U+2018-201F;')
        // One weight of its own would take the place of the others.
        .replace(/font-weight:[^;]*;/, 'font-weight: 100 900;'),
    )
    .join('\n')
    .replaceAll("'Source Serif 4'", "'Segoe UI'")
    .replaceAll('url(./', `url(${fontHost}source-serif-4/`)

const fontFaces = standIns
  .flatMap(({ name, family, as, css }) =>
    as.map((wanted) =>
      css.replaceAll(`'${family}'`, `'${wanted}'`).replaceAll('url(./', `url(${fontHost}${name}/`),
    ),
  )
  .concat(quotes(standIns.at(-1)!.css))
  .join('\n')

/** Answers with a font that npm brought. @param address the stand-in's name and the file's path in its package */
const lend = (route: Route, address: string): Promise<void> => {
  const [name, ...path] = address.split('/')
  return route.fulfill({
    body: readFileSync(join(standIns.find((font) => font.name === name)!.dir, ...path)),
    contentType: 'font/woff2',
    headers: { 'access-control-allow-origin': '*' },
  })
}

/**
 * Has pages of a running site use the fonts that npm brought, and keeps to its policy: the faces stand at the end of
 * its own style sheet, the fonts under its own origin.
 * @param sheet path of the style sheet
 */
export const lendFonts = async (
  context: BrowserContext,
  site: string,
  sheet = '/assets/style-*.css',
): Promise<void> => {
  const lent = `${site}/lent-fonts/`
  await context.route(`${lent}**`, (route) => lend(route, route.request().url().slice(lent.length)))
  await context.route(site + sheet, async (route) => {
    const response = await route.fetch()
    const body = (await response.text()) + fontFaces.replaceAll(fontHost, lent)
    await route.fulfill({ response, body })
  })
}

/** What a page may load beside itself, by its whole address. */
export type Files = (url: string) => { body: string | Uint8Array; contentType: string } | undefined

/** Opens a page that reaches nothing but `files` and the font; everything else fails, as it would without a network. */
export const openPage = async (
  browser: Browser,
  files: Files,
  options: BrowserContextOptions,
): Promise<Page> => {
  const context = await browser.newContext({ reducedMotion: 'reduce', ...options })
  await context.route('**/*', async (route) => {
    const url = route.request().url()
    if (url.startsWith(fontHost)) return lend(route, url.slice(fontHost.length))
    const file = files(url)
    if (!file) return route.abort()
    return route.fulfill({ body: Buffer.from(file.body), contentType: file.contentType })
  })
  return context.newPage()
}

/** Looks at a page as `openPage` opens it, and closes it whatever is seen. */
export const withPage = async (
  browser: Browser,
  files: Files,
  options: BrowserContextOptions,
  look: (page: Page) => Promise<void>,
): Promise<void> => {
  const page = await openPage(browser, files, options)
  try {
    await look(page)
  } finally {
    await page.context().close()
  }
}

/** Has the page use the fonts that npm brought, and waits until everything on it is drawn, far down as well. */
export const drawn = async (page: Page): Promise<void> => {
  await page.addStyleTag({ content: fontFaces })
  await allLoaded(page)
}

/** Waits for fonts and images. A lazy image is asked for now: nobody will ever scroll to it. */
export const allLoaded = async (page: Page): Promise<void> => {
  await page.evaluate(`document.fonts.ready
    .then(() => Promise.all([...document.images].map((image) => {
      image.loading = 'eager'
      return image.decode().catch(() => {})
    })))
    .then(() => document.fonts.ready.then(() => undefined))`)
}

/** True when the page is wider than its window: a reader would have to scroll sideways. */
export const isTooWide = (page: Page): Promise<boolean> =>
  page.evaluate('document.documentElement.scrollWidth > document.documentElement.clientWidth')
