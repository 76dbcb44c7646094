import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { args, chromiumPath } from '../browser/chromium.ts'

const patienceMs = 30_000

/**
 * Starts a Chromium that another process may drive.
 * @param profile an empty folder
 * @throws when none can start here
 */
export const startChromium = async (profile: string): Promise<{ port: number; end: () => Promise<void> }> => {
  const more = ['--headless', '--remote-debugging-port=0', `--user-data-dir=${profile}`, 'about:blank']
  const child = spawn(await chromiumPath(), [...args, ...more], { stdio: 'ignore' })
  const ended = once(child, 'exit')
  const end = async () => {
    child.kill()
    await ended
  }
  const began = Date.now()
  await once(child, 'spawn')
  while (child.exitCode === null && Date.now() - began < patienceMs) {
    // Chromium writes the port that it was given, and its own path, into its profile.
    const port = await readFile(join(profile, 'DevToolsActivePort'), 'utf8').catch(() => '')
    if (port.includes('\n')) return { port: Number.parseInt(port, 10), end }
    await sleep(50)
  }
  if (child.exitCode === null) await end()
  throw new Error('Chromium opened no port for a debugger')
}
