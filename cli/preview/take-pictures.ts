import { mkdir } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Browser, BrowserType } from 'playwright-core'
import type { Rendered } from '../editions/editions.ts'
import { fetchPackage } from '../fetch-package.mjs'
import { Stop, type TerminalIo } from '../terminal/terminal-io.ts'
import { answerTo } from './answer.ts'
import { type Picture, picturesOf } from './pictures.ts'
import { serve } from './serve.ts'

/** The package that drives the browser. Fetched on first use, because few machines need it. */
export const playwright = { name: 'playwright-core', version: '1.65.1' }

/** Pixels. On longer pages Chromium repeats the beginning. */
const mostHigh = 16_000

/**
 * Takes screenshots of an issue's digests and issue pages in the browser that is installed.
 * @param out the folder that they are written to
 * @returns the files, relative to `out`
 * @throws Stop when there is no browser
 */
export const takePictures = async (
  io: TerminalIo,
  rendered: Rendered,
  source: string,
  out: string,
): Promise<string[]> => {
  const pictures = picturesOf(rendered)
  const browser = await openBrowser(io)
  const current = { rendered, problems: [], version: 'pictures' }
  const served = await serve(0, {
    answer: (url) => answerTo(current, source, url),
    version: () => current.version,
  })
  try {
    for (const [at, picture] of pictures.entries()) {
      io.progress(`${at + 1} of ${pictures.length} pictures`)
      await take(browser, new URL(served.url).origin, picture, out)
    }
    return pictures.map(({ file }) => file)
  } finally {
    await served.close()
    await browser.close()
  }
}

const take = async (
  browser: Browser,
  origin: string,
  { path, width, scheme, file }: Picture,
  out: string,
) => {
  const viewport = { width, height: 800 }
  const context = await browser.newContext({ viewport, colorScheme: scheme, reducedMotion: 'reduce' })
  try {
    const page = await context.newPage()
    await page.goto(origin + path, { waitUntil: 'load' })
    await page.evaluate(allDrawn)
    const height = Math.min(mostHigh, Number(await page.evaluate('document.documentElement.scrollHeight')))
    await mkdir(dirname(join(out, file)), { recursive: true })
    const clip = { x: 0, y: 0, width, height }
    await page.screenshot({ path: join(out, file), fullPage: true, clip, animations: 'disabled' })
  } finally {
    await context.close()
  }
}

/** Loads lazy images now, since nobody scrolls to them. */
const allDrawn = `document.fonts.ready.then(() => Promise.all([...document.images].map((image) => {
  image.loading = 'eager'
  return image.decode().catch(() => {})
}))).then(() => undefined)`

/** Where to look for a browser if CHROMIUM_PATH is not set: installed by its vendor, then by a Linux distribution. */
const choices = [
  { channel: 'chrome' },
  { channel: 'msedge' },
  { executablePath: '/usr/bin/chromium' },
  { executablePath: '/usr/bin/chromium-browser' },
]

const openBrowser = async (io: TerminalIo): Promise<Browser> => {
  const chromium = await loadChromium(io)
  const named = io.env.CHROMIUM_PATH
  for (const choice of named ? [{ executablePath: named }] : choices) {
    const browser = await chromium.launch(choice).catch(() => undefined)
    if (browser) return browser
  }
  throw new Stop(
    named
      ? `${named} does not start: CHROMIUM_PATH must name a Chrome or Chromium`
      : 'No picture can be taken, as there is no Chrome, Edge or Chromium: install one, or name it by CHROMIUM_PATH',
  )
}

/** In a checkout playwright-core is installed already. */
const loadChromium = async (io: TerminalIo): Promise<BrowserType> => {
  const { name, version } = playwright
  const installed = await import('playwright-core').catch(() => undefined)
  if (installed) return installed.chromium
  try {
    const folder = await fetchPackage(name, version, () =>
      io.complain(`Fetching ${name} ${version}, once (3 MB)`),
    )
    return (await import(pathToFileURL(join(folder, 'index.mjs')).href)).chromium
  } catch (cause) {
    throw new Stop((cause as Error).message, { cause })
  }
}
