import { mkdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { expect, test } from 'vitest'
import { installFirst } from '../../../cli/check-packages-installed.mjs'
import { aFolder } from './terminal-io.ts'

/** A checkout whose package.json wants some packages, and what npm has put there. */
const aCheckout = async (installed: Record<string, string>) => {
  const folder = await aFolder()
  const put = (file: string, value: object) => writeFile(join(folder, file), JSON.stringify(value))
  await mkdir(join(folder, 'node_modules'))
  await put('package.json', { dependencies: { a: '1.0.0', b: '2.0.0' }, devDependencies: { c: '3.0.0' } })
  const packages = Object.entries(installed).map(([name, version]) => [`node_modules/${name}`, { version }])
  await put('node_modules/.package-lock.json', { packages: Object.fromEntries(packages) })
  return { folder, root: pathToFileURL(`${folder}/`) }
}

test('a checkout with all that it wants is not held up, though test tools were left out', async () => {
  const { root } = await aCheckout({ a: '1.0.0', b: '2.0.0' })
  expect(installFirst(['dependencies'], root)).toBeUndefined()
  expect(installFirst(['dependencies', 'devDependencies'], root)).toContain('(c 3.0.0): run `npm ci`')
})

test('after a pull, what is missing or of another version is named, and what to do', async () => {
  const { root } = await aCheckout({ a: '0.9.0', c: '3.0.0' })
  const line = 'What is installed is older than package.json (a 1.0.0, b 2.0.0): run `npm ci`'
  expect(installFirst(['dependencies', 'devDependencies'], root)).toBe(line)
})

test('a fresh clone is told to install; what another installer did is left to it', async () => {
  const { folder, root } = await aCheckout({})
  await rm(join(folder, 'node_modules/.package-lock.json'))
  expect(installFirst(['dependencies'], root)).toBeUndefined()
  await rm(join(folder, 'node_modules'), { recursive: true })
  expect(installFirst(['dependencies'], root)).toBe('Nothing is installed here yet: run `npm ci`')
})
