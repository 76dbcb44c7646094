import { execFileSync } from 'node:child_process'
import { chmod, mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { delimiter, join } from 'node:path'
import { convertWorkflowTemplate, NoOperationTraceWriter, parseWorkflow } from '@actions/workflow-parser'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { githubWorkflows } from '../../../cli/new/github-workflows.ts'
import { aFolder } from './terminal-io.ts'

const workflows = githubWorkflows(['en', 'zh-CN']).map(({ path, content }) => ({
  path,
  content: String(content),
}))
type Step = { name?: string; uses?: string; run?: string; with?: Record<string, unknown> }
type Job = { permissions?: object; steps: Step[]; if?: string }
type Workflow = { on: unknown; permissions: object; concurrency: object; jobs: Record<string, Job> }
const named = (name: string): Workflow =>
  parse(workflows.find(({ path }) => path.endsWith(`/${name}.yml`))!.content)

/** What GitHub's own parser finds wrong: keys, types, expressions. */
const faultsOf = async (name: string, content: string) => {
  const { context, value } = parseWorkflow({ name, content }, new NoOperationTraceWriter())
  if (value) await convertWorkflowTemplate(context, value)
  return context.errors.getErrors().map(({ message }) => message)
}

test.each(workflows)('GitHub’s own parser finds nothing wrong with $path', async ({ path, content }) => {
  expect(await faultsOf(path, content)).toEqual([])
})

test('it would find a key that there is not, and an expression of nothing', async () => {
  const { path, content } = workflows[1]!
  expect(await faultsOf(path, content.replace('timeout-minutes', 'timeout'))).not.toEqual([])
  expect(await faultsOf(path, content.replace('fromJSON(vars', 'fromYAML(vars'))).not.toEqual([])
})

test('a pull request may read and no more; only what publishes may ask for a token', () => {
  const { check, publish } = { check: named('check'), publish: named('publish') }
  expect(check.permissions).toEqual({ contents: 'read' })
  expect(check.jobs.check!.permissions).toBeUndefined()
  expect(publish.permissions).toEqual({})
  expect(publish.jobs.publish!.permissions).toEqual({ contents: 'read', 'id-token': 'write' })
  expect(publish.on).toEqual({ push: { branches: ['main'] }, workflow_dispatch: null })
})

test('merges are published one after the other, and none is cancelled', () => {
  expect(named('publish').concurrency).toEqual({
    group: 'publish',
    'cancel-in-progress': false,
    queue: 'max',
  })
})

test('every action is one of GitHub’s or AWS’s, by its major version', () => {
  const used = ['check', 'publish'].flatMap((name) =>
    Object.values(named(name).jobs).flatMap(({ steps }) => steps.flatMap(({ uses }) => uses ?? [])),
  )
  expect(used.length).toBeGreaterThan(4)
  for (const one of used) expect(one).toMatch(/^(actions|aws-actions)\/[\w-]+@v\d+$/)
})

test.skipIf(process.platform === 'win32')(
  'pictures are taken of the issues that a merge changes',
  async () => {
    const cwd = await aFolder()
    const git = (...args: string[]) =>
      execFileSync('git', ['-c', 'user.name=x', '-c', 'user.email=x@example.org', ...args], { cwd })
    const write = async (path: string) => {
      await mkdir(join(cwd, path, '..'), { recursive: true })
      await writeFile(join(cwd, path), String(Math.random()))
    }
    git('init', '--quiet')
    for (const issue of ['a-1', 'a-2', 'a-3']) await write(`content/issues/${issue}/issue.yaml`)
    git('add', '.')
    git('commit', '--quiet', '-m', 'one')
    await write('content/issues/a-2/01-news.md')
    await write('content/issues/a-4/images/x.png')
    await write('content/publication.yaml')
    await rm(join(cwd, 'content/issues/a-3'), { recursive: true })
    git('add', '.')
    git('commit', '--quiet', '-m', 'two')
    const bin = join(cwd, 'bin')
    await mkdir(bin)
    await writeFile(join(bin, 'npx'), `#!/bin/sh\necho "$@" >> ${join(cwd, 'asked')}\n`)
    await chmod(join(bin, 'npx'), 0o755)
    const { run } = named('check').jobs.check!.steps.find(({ name }) => name?.startsWith('Pictures'))!
    const PATH = `${bin}${delimiter}${process.env.PATH}`
    execFileSync('bash', ['-e', '-o', 'pipefail', '-c', run!], { cwd, env: { ...process.env, PATH } })
    expect((await readFile(join(cwd, 'asked'), 'utf8')).trim().split('\n')).toEqual(
      ['a-2', 'a-4'].map((issue) => `masthead preview content/issues/${issue} --pictures pictures`),
    )
  },
)
