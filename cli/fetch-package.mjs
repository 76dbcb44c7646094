import { execFile } from 'node:child_process'
import { access, mkdir, mkdtemp, rename, rm } from 'node:fs/promises'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'

/** Where fetched packages are kept, by the XDG Base Directory Specification or Windows' own place. */
export const cacheFolder = () =>
  join(process.env.XDG_CACHE_HOME || process.env.LOCALAPPDATA || join(homedir(), '.cache'), 'masthead')

/**
 * A package that only some machines need, or only some commands: fetched by npm when it is first asked for, and kept.
 * @param {string} name of the package
 * @param {string} version exactly
 * @param {() => void} fetching told before it is fetched, which takes a while
 * @returns {Promise<string>} its folder
 * @throws when npm cannot fetch it, with what npm says
 */
export const fetchPackage = async (name, version, fetching = () => {}) => {
  const kept = join(cacheFolder(), `${name.replaceAll('/', '+')}-${version}`)
  const folder = join(kept, 'node_modules', name)
  if (await isThere(join(folder, 'package.json'))) return folder

  fetching()
  await mkdir(cacheFolder(), { recursive: true })
  // The package appears whole or not at all, even if this is killed, or fetched twice at once.
  const fetched = await mkdtemp(join(cacheFolder(), 'fetching-'))
  try {
    const options = ['--prefix', fetched, '--no-save', '--no-audit', '--no-fund', '--ignore-scripts']
    const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm'
    await promisify(execFile)(npm, ['install', ...options, `${name}@${version}`], {
      shell: process.platform === 'win32',
    })
    await rename(fetched, kept).catch(async (error) => {
      if (!(await isThere(folder))) throw error
    })
    return folder
  } catch (error) {
    throw new Error(`npm could not fetch ${name} ${version}: ${error.stderr || error.message}`, {
      cause: error,
    })
  } finally {
    await rm(fetched, { recursive: true, force: true })
  }
}

/** @param {string} file */
const isThere = (file) =>
  access(file).then(
    () => true,
    () => false,
  )
