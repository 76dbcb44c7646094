import { expect, test } from 'vitest'
import type { Attempt } from '../../../functions/edition/model/edition.table.ts'
import { anIssuePublished } from '../../builders.ts'
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
    'Uploaded 6 files of matrix-1',
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
  expect(errors).toContain('nothing came of it within a minute')
})

test('an issue with problems is not uploaded', async () => {
  const { cwd, masthead, objects } = await aDesk('published')
  const dir = await anIssueFolder(cwd, { '01-news.md': '---\ntitle: 新事\n---\n\n新事。\n' })
  const { code, out } = await masthead('publish', dir)
  expect(code).toBe(1)
  expect(out).toContain('content/issues/matrix-1/01-news.md:')
  expect(objects.size).toBe(0)
})
