import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { bundleApart } from '../../../infra/seldom-code.ts'

/** Bundles each file that is called `index`. @returns what was written, and where it lies */
const bundled = async (files: Record<string, string>, asked?: RegExp) => {
  const folder = await mkdtemp(join(tmpdir(), 'seldom-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  for (const [name, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, name)), { recursive: true })
    await writeFile(join(folder, name), text)
  }
  const outdir = join(folder, 'out')
  const bundles = Object.keys(files)
    .filter((name) => name.endsWith('/index.ts'))
    .map((name) => ({ in: join(folder, name), out: name.replace(/\.ts$/, '') }))
  const written = await bundleApart(bundles, { outdir, platform: 'node', logLevel: 'silent' }, asked)
  return { outdir, written: written.sort() }
}

const load = <Module>(outdir: string, file: string): Module =>
  createRequire(join(outdir, 'index.cjs'))(join(outdir, file))

test('what an import() asks for is in a file of its own, beside each bundle that asks, and runs', async () => {
  const { outdir, written } = await bundled({
    'form/index.ts': `export const answer = async () => (await import('../shared/queue.ts')).sent()`,
    'page/index.ts': `export const answer = () => 'nothing is sent'`,
    'shared/queue.ts': `export const sent = async () => 'sent by ' + (await import('./client.ts')).default`,
    'shared/client.ts': `export default 'the client'`,
  })
  expect(written).toEqual(['form/client.cjs', 'form/index.cjs', 'form/shared-queue.cjs', 'page/index.cjs'])
  expect(await readFile(join(outdir, 'form/index.cjs'), 'utf8')).not.toContain('sent by')
  expect(await load<{ answer(): Promise<string> }>(outdir, 'form/index.cjs').answer()).toBe(
    'sent by the client',
  )
})

test("Node's own modules are imported as they are", async () => {
  const { outdir, written } = await bundled({
    'form/index.ts': `export const answer = async () => (await import('node:path')).join('a', 'b')`,
  })
  expect(written).toEqual(['form/index.cjs'])
  expect(await load<{ answer(): Promise<string> }>(outdir, 'form/index.cjs').answer()).toBe(join('a', 'b'))
})

test('two files that would have one name are refused', async () => {
  const bundling = bundled({
    'form/index.ts': `import './more/other.ts'\nexport const answer = () => import('./queue.ts')`,
    'form/queue.ts': `export const one = 1`,
    'form/more/other.ts': `export const other = () => import('./queue.ts')`,
    'form/more/queue.ts': `export const two = 2`,
  })
  await expect(bundling).rejects.toThrow('Two imports would be bundled as ./queue.cjs')
})

test('of imports that are named only those are looked at, and one that is not named is refused', async () => {
  const files = {
    'form/index.ts': `export const answer = () => Promise.all([import('./queue.ts'), import('node:path')])`,
    'form/queue.ts': `export const sent = 'sent'`,
  }
  expect((await bundled(files, /^\.\/queue\.ts$/)).written).toEqual(['form/index.cjs', 'form/queue.cjs'])
  await expect(bundled(files, /^\.\/mail\.ts$/)).rejects.toThrow(
    'form/index.ts imports ./queue.ts by import()',
  )
})

test('a file that is not there is said to be missing', async () => {
  const bundling = bundled({ 'form/index.ts': `export const answer = () => import('./lost.ts')` })
  await expect(bundling).rejects.toThrow('Could not resolve "./lost.ts"')
})
