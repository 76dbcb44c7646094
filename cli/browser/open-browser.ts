import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Browser, BrowserType } from 'playwright-core'
import { fetchPackage } from '../fetch-package.mjs'
import { Stop, type TerminalIo } from '../terminal/terminal-io.ts'

/** The package that drives the browser. Fetched on first use, because few machines need it. */
export const playwright = { name: 'playwright-core', version: '1.65.1' }

/** Where to look for a browser if CHROMIUM_PATH is not set: installed by its vendor, then by a Linux distribution. */
const choices = [
  { channel: 'chrome' },
  { channel: 'msedge' },
  { executablePath: '/usr/bin/chromium' },
  { executablePath: '/usr/bin/chromium-browser' },
]

/**
 * Starts the browser that is installed, without a window.
 * @param failure what cannot be done without one
 * @throws Stop when there is none
 */
export const openBrowser = async (io: TerminalIo, failure: string): Promise<Browser> => {
  const chromium = await loadChromium(io)
  const named = io.env.CHROMIUM_PATH
  for (const choice of named ? [{ executablePath: named }] : choices) {
    const browser = await chromium.launch(choice).catch(() => undefined)
    if (browser) return browser
  }
  throw new Stop(
    named
      ? `${named} does not start: CHROMIUM_PATH must name a Chrome or Chromium`
      : `${failure}, as there is no Chrome, Edge or Chromium: install one, or name it by CHROMIUM_PATH`,
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
