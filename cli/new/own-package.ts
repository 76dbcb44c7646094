import { execFile } from 'node:child_process'
import { mkdir, readFile } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { ownFile } from '../../infra/own-files.ts'
import { Stop } from '../terminal/terminal-io.ts'

/** Where a magazine keeps the packages that no registry has. */
const kept = 'vendor'

type Own = { name: string; version: string; private?: boolean }

/**
 * What a magazine's package.json is to depend on, so that `npm install` finds this very Masthead, here and on any other
 * machine: its version, where a registry has it; else a package that is made of it, in the magazine's own folder.
 * @throws Stop when npm cannot make it
 */
export const dependOnOurselves = async (folder: string): Promise<string> => {
  const root = packageRoot()
  const own = JSON.parse(await readFile(join(root, 'package.json'), 'utf8')) as Own
  if (!own.private) return `^${own.version}`
  await mkdir(join(folder, kept), { recursive: true })
  // An installed package is built already, and has no sources to be built of.
  const built = isInstalled() ? ['--ignore-scripts'] : []
  try {
    const { stdout } = await promisify(execFile)(
      process.platform === 'win32' ? 'npm.cmd' : 'npm',
      ['pack', '--silent', ...built, '--pack-destination', join(folder, kept)],
      { cwd: root, shell: process.platform === 'win32' },
    )
    return `file:${kept}/${stdout.trim().split('\n').at(-1)}`
  } catch (cause) {
    const { stderr, message } = cause as Error & { stderr?: string }
    throw new Stop(
      `npm could not pack Masthead for the new folder (${(stderr || message).trim()}): say by --masthead what package.json is to depend on`,
      { cause },
    )
  }
}

const isInstalled = () => basename(dirname(ownFile('package.json'))) === 'dist'

/** A checkout's top, or the installed package's, whose code lies in `dist`. */
const packageRoot = (): string => {
  const folder = dirname(ownFile('package.json'))
  return isInstalled() ? dirname(folder) : folder
}
