import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { Attempt } from '../../../functions/edition/model/edition.table.ts'
import { anIssuePublished } from '../../builders.ts'
import { aSmallIssue } from '../../journeys/small-issue.ts'
import { anIssueFolder } from './issue-folder.ts'
import { aService } from './service.ts'
import { aFolder, aMachine } from './terminal-io.ts'

const id = 'matrix-1'

/** A service whose publishing comes to an outcome as soon as a manifest is there, and an issue to be published. */
const aDesk = async (outcome: Attempt['outcome'], problems: Attempt['problems'] = []) => {
  const service = await aService()
  const cwd = await aFolder()
  const dir = await anIssueFolder(cwd)
  let attempts = 0
  service.hooks.onManifest = (manifest) => {
    attempts += 1
    service.stores.attempts.set(id, { id, manifest, at: `attempt ${attempts}`, outcome, problems })
    if (outcome !== 'refused') service.stores.issues.set(id, anIssuePublished({ id }))
  }
  return { ...service, dir, cwd, ...aMachine({ cwd, env: service.env }) }
}

test('an issue is uploaded, its manifest last, and is published', async () => {
  const { masthead, dir, objects } = await aDesk('published')
  const { code, out, errors } = await masthead('publish', dir)
  expect(errors).toBe('')
  expect(out.split('\n').slice(2)).toEqual([
    'Uploaded 9 files of matrix-1',
    'matrix-1 is published',
    '  zh-CN  https://matrix.example.org/zh/issues/matrix-1/',
    '  en  https://matrix.example.org/en/issues/matrix-1/',
    'Next: masthead send matrix-1 --to you@example.org (a test), then masthead send matrix-1',
  ])
  expect(code).toBe(0)
  const keys = [...objects.keys()]
  expect(keys.at(-1)).toBe('issues/matrix-1/manifest.json')
  const { files } = JSON.parse(objects.get('issues/matrix-1/manifest.json')!)
  expect(Object.keys(files)).toContain('images/cover.png')
  expect(new Set(keys.slice(0, -1))).toEqual(new Set(Object.values(files).map((hash) => `blobs/${hash}`)))
})

test('what the service refuses is said file by file', async () => {
  const { masthead, dir } = await aDesk('refused', [{ file: 'issue.yaml', line: 3, reason: 'is odd' }])
  const { code, out, errors } = await masthead('publish', dir)
  expect(code).toBe(1)
  expect(out).toMatch(/\ncontent\/issues\/matrix-1\/issue.yaml:3 is odd$/)
  expect(errors).toContain('1 problem')
})

test('an outcome of the same folder’s earlier upload is not taken for this one’s', async () => {
  const desk = await aDesk('published')
  await desk.masthead('publish', desk.dir)
  desk.hooks.onManifest = () => {}
  const { code, errors } = await desk.masthead('publish', desk.dir)
  expect(code).toBe(1)
  expect(errors).toContain('nothing came of it within five minutes')
})

test('an issue with problems is not uploaded', async () => {
  const { cwd, masthead, objects } = await aDesk('published')
  const dir = await anIssueFolder(cwd, { '01-news.md': '---\ntitle: 新事\n---\n\n新事。\n' })
  const { code, out } = await masthead('publish', dir)
  expect(code).toBe(1)
  expect(out).toContain('content/issues/matrix-1/01-news.md:')
  expect(objects.size).toBe(0)
})

test('without a folder, the issues that have changed are published, on past one that cannot be', async () => {
  const { cwd, masthead, dir } = await aDesk('published')
  expect(await masthead('publish')).toMatchObject({
    code: 0,
    out: expect.stringContaining('matrix-1 is published'),
  })
  expect(await masthead('publish')).toMatchObject({
    code: 0,
    out: 'Every issue in content/issues is published as it is here',
  })
  const news = aSmallIssue(1)['01-news.en.md']!.toString()
  await writeFile(join(cwd, dir, '01-news.en.md'), news.replace('title: News', 'title: News again'))
  await anIssueFolder(cwd, { 'issue.yaml': 'number: 0\n' }, 'matrix-0')
  const { code, out, errors } = await masthead('publish', '--github')
  expect(out).toContain('::error file=content/issues/matrix-0/issue.yaml')
  expect(out).toContain('matrix-1 is published')
  expect(errors).toContain('Not published: matrix-0')
  expect(code).toBe(1)
})

test('an issue that was refused is tried again, though it is the same', async () => {
  const { masthead } = await aDesk('refused', [{ file: 'issue.yaml', reason: 'is odd' }])
  for (const _ of [1, 2]) {
    const { code, errors } = await masthead('publish')
    expect([code, errors]).toEqual([1, expect.stringContaining('Not published: matrix-1')])
  }
})

test('an issue that was taken down comes back only when its folder is named', async () => {
  const desk = await aDesk('published')
  await desk.masthead('publish')
  const uploaded = desk.objects.size
  desk.stores.attempts.set(id, { id, manifest: 'gone', at: 'later', outcome: 'unpublished', problems: [] })
  desk.stores.issues.set(id, anIssuePublished({ id, gone: '2026-12-01T04:00:00Z' }))
  expect(await desk.masthead('publish')).toMatchObject({
    code: 0,
    out: `${id} was taken down: name its folder to bring it back (masthead publish content/issues/${id})`,
  })
  expect(desk.objects.size).toBe(uploaded)
  const { code, out } = await desk.masthead('publish', desk.dir)
  expect([code, out]).toEqual([0, expect.stringContaining('matrix-1 is published')])
})

test('a failure of one issue is told, and the next is published all the same', async () => {
  const desk = await aDesk('published')
  await anIssueFolder(desk.cwd, {}, 'matrix-2')
  const { code, out, errors } = await desk.masthead('publish')
  expect(errors).toContain('matrix-2 was uploaded, but nothing came of it')
  expect(out).toContain('matrix-1 is published')
  expect(code).toBe(1)
})

test.each([
  [['--aws'], {}, 'MASTHEAD_AWS is to hold what the stack prints as GithubVariable'],
  [['--aws'], { MASTHEAD_AWS: '{"region":1' }, 'MASTHEAD_AWS cannot be read'],
  [['--aws', '--api', 'https://api.example.org'], {}, 'by --api or by --aws, not by both'],
])('publish %s with %o says what is lacking', async (args, env, message) => {
  const cwd = await aFolder()
  const { masthead } = aMachine({ cwd, env })
  const { code, errors } = await masthead('publish', ...args)
  expect([code, errors]).toEqual([args.includes('--api') ? 2 : 1, expect.stringContaining(message)])
})
