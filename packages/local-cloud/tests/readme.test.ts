import { spawn } from 'node:child_process'
import { mkdirSync, readFileSync, renameSync, symlinkSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { text } from 'node:stream/consumers'
import { expect, test } from 'vitest'
import { temporaryFolder } from './temporary.ts'
import { writeTinyAssembly } from './tiny-assembly.ts'

const packageFolder = resolve(import.meta.dirname, '..')

/** The fenced code blocks in a language. */
const blocksIn = (markdown: string, language: string): string[] =>
  [...markdown.matchAll(/^```(\w*)\n(.*?)^```$/gms)].flatMap(([, of, code = '']) =>
    of === language ? [code] : [],
  )

/** A CDK app's folder: its assembly, and this package in its node_modules. */
const anApp = async (): Promise<string> => {
  const folder = temporaryFolder('readme')
  mkdirSync(join(folder, 'node_modules'))
  symlinkSync(packageFolder, join(folder, 'node_modules', 'local-cloud'), 'junction')
  renameSync(await writeTinyAssembly(), join(folder, 'cdk.out'))
  return folder
}

test('the README’s example runs as it stands there, in an app’s folder', async () => {
  const examples = blocksIn(readFileSync(join(packageFolder, 'README.md'), 'utf8'), 'ts')
  expect(examples).toHaveLength(1)
  const cwd = await anApp()
  writeFileSync(join(cwd, 'example.mts'), examples[0]!)
  const run = spawn(process.execPath, ['example.mts'], { cwd, stdio: ['ignore', 'pipe', 'pipe'] })
  const [said, complaints] = await Promise.all([text(run.stdout), text(run.stderr)])
  expect(complaints).toBe('')
  expect(said).toMatch(
    /^http:\/\/127\.0\.0\.1:\d+\n\{[\s\S]*Url: 'http:\/\/127\.0\.0\.1:\d+\/hello'[\s\S]*\}\n\[\]\n$/,
  )
})
