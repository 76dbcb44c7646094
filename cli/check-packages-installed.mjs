import { existsSync, readFileSync } from 'node:fs'
import { argv, stderr } from 'node:process'
import { fileURLToPath } from 'node:url'

const checkout = new URL('../', import.meta.url)

/**
 * What to do before anything in a checkout runs. After a pull, packages may be missing, and a command or the compiler
 * would end with a page about modules.
 * @param {('dependencies' | 'devDependencies')[]} groups the packages of package.json that are needed
 * @param {URL} root the folder with package.json, which names exact versions
 * @returns {string | undefined} a line to show; undefined when everything is there, or npm did not install it
 */
export const installFirst = (groups, root = checkout) => {
  const read = (path) => JSON.parse(readFileSync(new URL(path, root), 'utf8'))
  if (!existsSync(new URL('node_modules', root))) return 'Nothing is installed here yet: run `npm ci`'
  // npm's own list of what it has installed.
  const list = 'node_modules/.package-lock.json'
  if (!existsSync(new URL(list, root))) return undefined
  const wanted = read('package.json')
  const { packages } = read(list)
  const lacking = groups
    .flatMap((group) => Object.entries(wanted[group] ?? {}))
    .filter(([name, version]) => packages[`node_modules/${name}`]?.version !== version)
    .map(([name, version]) => `${name} ${version}`)
  if (lacking.length === 0) return undefined
  const others = lacking.length > 3 ? ` and ${lacking.length - 3} more` : ''
  return `What is installed is older than package.json (${lacking.slice(0, 3).join(', ')}${others}): run \`npm ci\``
}

if (argv[1] === fileURLToPath(import.meta.url)) {
  const line = installFirst(['dependencies', 'devDependencies'])
  if (line) stderr.write(`${line}\n`)
  process.exitCode = line ? 1 : 0
}
