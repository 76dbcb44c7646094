import { mkdir } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Browser, BrowserType } from 'playwright-core'
import type { Rendered } from '../editions.ts'
import { fetchPackage } from '../fetch-package.mjs'
import { Stop, type TerminalIo } from '../terminal-io.ts'
import { answerTo } from './answer.ts'
import { type Picture, picturesOf } from './pictures.ts'
import { serve } from './serve.ts'

/** What drives the browser: fetched where pictures are taken, as few machines need it. */
export const playwright = { name: 'playwright-core', version: '1.65.1' }

/** Pixels: of a longer page Chromium repeats the beginning. */
const mostHigh = 16_000

/**
 * Takes pictures of an issue's digests and issue pages, in the machine's own browser.
 * @param out the folder that they are written to
 * @returns their files, from `out`
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

/** A lazy picture is asked for now: nobody will ever scroll to it. */
const allDrawn = `document.fonts.ready.then(() => Promise.all([...document.images].map((image) => {
  image.loading = 'eager'
  return image.decode().catch(() => {})
}))).then(() => undefined)`

/** Where a browser is looked for when CHROMIUM_PATH names none: as it is sold, then as Linux distributions have it. */
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

/** A checkout has it already. */
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
