import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { expect, onTestFinished, test } from 'vitest'

const vitest = fileURLToPath(new URL('../../node_modules/vitest/vitest.mjs', import.meta.url))
const inSteps = new URL('./in-steps.ts', import.meta.url).pathname

/** Runs steps, each tried twice. @param tries in which of its tries each step passes; none where it never does */
const outcomes = async (...tries: (number | 'never')[]): Promise<string[]> => {
  const root = await mkdtemp(join(tmpdir(), 'masthead-steps-'))
  onTestFinished(() => rm(root, { recursive: true, force: true }))
  const steps = tries.map(
    (passes, at) =>
      `let tried${at} = 0\ntest('step ${at}', () => { tried${at} += 1; expect(tried${at}).toBe(${JSON.stringify(passes)}) })`,
  )
  await writeFile(
    join(root, 'steps.test.ts'),
    [`import { inSteps } from '${inSteps}'`, 'inSteps()', ...steps].join('\n'),
  )
  const outputFile = join(root, 'outcomes.json')
  const args = [vitest, 'run', '--root', root, '--globals', '--retry', '1']
  // It ends with 1 where a step has failed.
  await promisify(execFile)(process.execPath, [...args, '--reporter', 'json', '--outputFile', outputFile], {
    cwd: root,
  }).catch(() => {})
  const [file] = JSON.parse(await readFile(outputFile, 'utf8')).testResults
  return file.assertionResults.map(({ status }: { status: string }) => status)
}

test('a step that fails once is tried again, and the journey goes on', async () => {
  expect(await outcomes(1, 2, 1)).toEqual(['passed', 'passed', 'passed'])
})

test('a step that fails each time has failed, and those after it are passed over', async () => {
  expect(await outcomes(1, 'never', 1)).toEqual(['passed', 'failed', 'skipped'])
})
