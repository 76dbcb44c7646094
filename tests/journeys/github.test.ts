import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readPublication } from '../../infra/publication.ts'
import { synthesise } from '../../infra/synthesise.ts'
import { aPng } from '../builders.ts'
import { inSteps } from './in-steps.ts'
import { type Service, startService } from './service.ts'
import { aSmallIssue, type Files } from './small-issue.ts'

const issuer = 'https://token.actions.githubusercontent.com'
const command = resolve('cli/masthead.ts')
const subject = 'repo:tides@11/magazine@22:ref:refs/heads/main'

let folder: string
let service: Service
let variable: { role: string; region: string; content: string; editions: string }

/** The template for a publication that is published from GitHub. The functions' code is the same. */
const assembly = async (): Promise<string> => {
  const file = join(folder, 'content/publication.yaml')
  const given = await readFile('content/publication.yaml', 'utf8')
  await mkdir(dirname(file))
  await writeFile(file, `${given}\npublishing: { github: tides/magazine }\n`)
  process.env.CDK_OUTDIR = join(folder, 'cdk.out')
  process.env.CDK_VALIDATION = 'false'
  await synthesise({ publication: readPublication(file), folderOf: (name) => join('out/bundles', name) })
  return process.env.CDK_OUTDIR
}

/** Its cover is light, so that no smaller one is made of it: npm reaches no registry in the workflow's home. */
const withLightCover = (number: number): Files =>
  aSmallIssue(number, undefined, { 'images/cover.png': aPng() })

const newsTitled = (number: number, title: string): Files => {
  const news = aSmallIssue(number)['01-news.en.md']!.toString()
  return { '01-news.en.md': news.replace('title: News', `title: ${title}`) }
}

const write = async (id: string, files: Files) => {
  for (const [path, bytes] of Object.entries(files)) {
    const file = join(folder, 'content/issues', id, path)
    await mkdir(dirname(file), { recursive: true })
    await writeFile(file, bytes)
  }
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'masthead-github-'))
  service = await startService({ assembly: await assembly() })
  variable = JSON.parse(service.cloud.outputs.GithubVariable!)
})
afterAll(async () => {
  await service.end()
  await rm(folder, { recursive: true, force: true })
})
inSteps()

/** `masthead publish …` in a workflow: with GitHub's token of it, and no other credential. */
const publish = async (sub: string, ...args: string[]) => {
  const token = join(folder, 'token')
  await writeFile(token, await service.cloud.signWebIdentity(issuer, { sub, aud: 'sts.amazonaws.com' }))
  const env = {
    PATH: process.env.PATH,
    HOME: join(folder, 'home'),
    MASTHEAD_AWS: JSON.stringify(variable),
    AWS_ROLE_ARN: variable.role,
    AWS_WEB_IDENTITY_TOKEN_FILE: token,
    AWS_REGION: variable.region,
    AWS_ENDPOINT_URL: service.cloud.addresses.aws,
    AWS_EC2_METADATA_DISABLED: 'true',
  }
  return new Promise<{ code: number; stdout: string; stderr: string }>((done) => {
    execFile(process.execPath, [command, 'publish', ...args], { cwd: folder, env }, (error, stdout, stderr) =>
      done({ code: error ? Number(error.code) : 0, stdout, stderr }),
    )
  })
}
const page = async (path: string) => (await fetch(`${service.site}${path}`)).text()

test('a workflow of the branch publishes what lies there, with GitHub’s token alone', async () => {
  await write('m-1', withLightCover(1))
  await write('m-2', withLightCover(2))
  const { code, stdout, stderr } = await publish(subject)
  expect(stderr).toBe('')
  expect(code).toBe(0)
  expect(stdout).toContain('m-1 is published\n  zh-CN  https://matrix.example.org/zh/issues/m-1/')
  expect(stdout).toContain('m-2 is published')
  expect(await page('/en/issues/m-2/')).toContain('/en/issues/m-2/news/')
})

test('the next run publishes what has changed, goes on past an issue with a problem, and fails', async () => {
  await write('m-0', { ...withLightCover(4), 'issue.yaml': 'number: 4\nsections: []\n' })
  await write('m-2', newsTitled(2, 'Late news'))
  const { code, stdout, stderr } = await publish(subject, '--github')
  expect(stdout).toContain('m-2 is published')
  expect(stdout).not.toContain('m-1')
  expect(stdout).toContain('::error file=content/issues/m-0/issue.yaml')
  expect(stderr).toContain('Not published: m-0')
  expect(code).toBe(1)
  expect(await page('/en/issues/m-2/')).toContain('Late news')
})

test('a repository of before the immutable subjects is the same one', async () => {
  await rm(join(folder, 'content/issues/m-0'), { recursive: true })
  const { code, stdout } = await publish('repo:tides/magazine:ref:refs/heads/main')
  expect([code, stdout]).toEqual([0, 'Every issue in content/issues is published as it is here\n'])
})

test.each(['repo:tides@11/magazine@22:ref:refs/heads/other', 'repo:tides@11/another@33:ref:refs/heads/main'])(
  'a workflow of %s is let in nowhere',
  async (sub) => {
    service.expectProblems(({ kind, what }) => kind === 'denied' && what.includes(sub))
    const { code, stderr } = await publish(sub)
    expect(code).toBe(1)
    expect(stderr).toContain('Not authorized to perform sts:AssumeRoleWithWebIdentity')
    service.check()
    service.expectProblems(() => false)
  },
)

test.each([
  ['s3:PutObject', 'blobs/*'],
  ['s3:PutObject', 'manifest.json'],
  ['dynamodb:GetItem', 'Editions'],
])(
  'without %s on %s nothing is published: it has no permission that it does not need',
  async (action, on) => {
    await write('m-1', newsTitled(1, `Without ${on.slice(0, 3)}`))
    service.expectProblems(({ kind }) => kind === 'denied')
    const undo = await service.cloud.live.removeStatements(
      'GithubRoleDefaultPolicy',
      ({ Action, Resource }) => [Action].flat().includes(action) && String(Resource).includes(on),
    )
    const { code, stderr } = await publish(subject, 'content/issues/m-1')
    await undo()
    expect(code).toBe(1)
    expect(stderr).toContain(`is not authorized to perform: ${action}`)
  },
)
