import { mkdir } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { Browser } from 'playwright-core'
import { openBrowser } from '../browser/open-browser.ts'
import type { Rendered } from '../editions/editions.ts'
import type { TerminalIo } from '../terminal/terminal-io.ts'
import { answerTo } from './answer.ts'
import { type Picture, picturesOf } from './pictures.ts'
import { serve } from './serve.ts'

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
  const browser = await openBrowser(io, 'No picture can be taken')
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
