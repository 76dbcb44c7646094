import { expect, test } from 'vitest'
import { anIssuePublished } from '../../builders.ts'
import { anIssueFolder } from './issue-folder.ts'
import { aService } from './service.ts'
import { aFolder, aMachine } from './terminal-io.ts'

const aDesk = async (answers: string[] = []) => {
  const service = await aService()
  const id = 'matrix-64'
  service.stores.issues.set(id, anIssuePublished())
  service.hooks.onManifest = (manifest) => {
    const at = '2026-12-01T04:00:00.000Z'
    service.stores.attempts.set(id, { id, manifest, at, outcome: 'unpublished', problems: [] })
  }
  const cwd = await aFolder()
  return { ...service, cwd, ...aMachine({ cwd, env: service.env, answers }) }
}

test('issues lists what lies here and what is published, and whether it was sent', async () => {
  const { masthead, cwd } = await aDesk()
  await anIssueFolder(cwd)
  await masthead('send', 'matrix-64', '--yes')
  const { code, out } = await masthead('issues')
  expect(code).toBe(0)
  const lines = out.split('\n').map((line) => line.replace(/ {2,}/g, '|'))
  expect(lines[0]).toMatch(/^matrix-1\|.*\|not published\|not sent$/)
  expect(lines[1]).toMatch(/^matrix-64\|No\. 64\|.*\|published 20.*\|sent: starting\|not in this folder$/)
  const { issues } = JSON.parse((await masthead('issues', '--json')).out)
  expect(issues).toMatchObject([
    { id: 'matrix-1', folder: 'content/issues/matrix-1' },
    { id: 'matrix-64', published: { sent: { send: 'matrix-64--digest', state: 'starting' } } },
  ])
})

test('an issue that was taken down says when, with what was sent of it, and comes up again once published', async () => {
  const { masthead, stores, cwd } = await aDesk()
  await anIssueFolder(cwd)
  await masthead('send', 'matrix-64', '--yes')
  const gone = '2026-12-01T04:00:00.000Z'
  for (const id of ['matrix-1', 'matrix-64']) stores.issues.set(id, anIssuePublished({ id, gone }))
  const said = (await masthead('issues')).out.replace(/ {2,}/g, '|').split('\n')
  expect(said).toHaveLength(2)
  const when = 'taken down 2026-12-01 12:00 \\(Asia/Shanghai\\)'
  expect(said[0]).toMatch(new RegExp(`^matrix-64\\|.*\\|${when}\\|sent: starting\\|not in this folder$`))
  expect(said[1]).toMatch(new RegExp(`^matrix-1\\|.*\\|${when}\\|not sent$`))
  const { issues } = JSON.parse((await masthead('issues', '--json')).out)
  expect(issues[0]).toMatchObject({ takenDown: { at: gone, sent: { state: 'starting' } } })
  expect(issues[0].published).toBeUndefined()
})

test('a long list is fetched page by page, each issue once', async () => {
  const { masthead, stores } = await aDesk()
  for (let number = 100; number < 220; number += 1)
    stores.issues.set(`m-${number}`, anIssuePublished({ id: `m-${number}`, number }))
  const { issues } = JSON.parse((await masthead('issues', '--json')).out)
  expect(issues.map(({ id }: { id: string }) => id)).toEqual([
    ...Array.from({ length: 120 }, (_, index) => `m-${219 - index}`),
    'matrix-64',
  ])
})

test('unpublish asks for the issue’s name, and waits until it is taken down', async () => {
  const { masthead, stores, objects } = await aDesk(['matrix-63', 'matrix-64'])
  expect(await masthead('unpublish', 'matrix-64')).toMatchObject({
    code: 1,
    errors: 'matrix-64 stays as it is',
  })
  expect(stores.wishes.size).toBe(0)
  const { code, out } = await masthead('unpublish', 'matrix-64')
  expect([code, out]).toEqual([0, expect.stringContaining('matrix-64 is taken down')])
  expect(JSON.parse(objects.get('issues/matrix-64/manifest.json')!)).toEqual({
    issue: 'matrix-64',
    gone: 'token-2',
  })
  expect(stores.wishes.get('matrix-64')).toMatchObject({ token: 'token-3', by: 'ada' })
  // No send of it begins from then on, whatever the publish function has done by then.
  expect((await masthead('send', 'matrix-64', '--yes')).errors).toContain('matrix-64 is not published')
  expect((await masthead('unpublish', 'matrix-64')).code).toBe(2)
})

test('what was never published is not asked about', async () => {
  const { masthead, stores } = await aDesk()
  const never = await masthead('unpublish', 'matrix-7')
  expect([never.code, never.errors]).toEqual([1, expect.stringContaining('matrix-7 is not published')])
  const id = 'matrix-8'
  stores.attempts.set(id, { id, manifest: 'x', at: '', outcome: 'refused', problems: [] })
  const { code, errors } = await masthead('unpublish', id)
  expect([code, errors]).toEqual([1, 'issue: matrix-8 was never published'])
})

test('an issue whose first publishing broke off is taken down, though it is not published', async () => {
  const { masthead, stores, objects } = await aDesk()
  stores.issues.delete('matrix-64')
  stores.begun.set('matrix-64', ['/zh/issues/matrix-64/'])
  expect((await masthead('unpublish', 'matrix-64', '--yes')).code).toBe(0)
  expect(JSON.parse(objects.get('issues/matrix-64/manifest.json')!).gone).toBeDefined()
})

test('an issue of which a send is under way is not taken down, and it is said what to cancel', async () => {
  const { masthead, stores } = await aDesk()
  await masthead('send', 'matrix-64', '--yes', '--at', '2026-12-09T09:00')
  const refused = await masthead('unpublish', 'matrix-64', '--yes')
  expect([refused.code, stores.wishes.size]).toEqual([1, 0])
  expect(refused.errors).toContain('cancel that first, with masthead cancel matrix-64--digest')
  await masthead('cancel', 'matrix-64--digest')
  expect((await masthead('unpublish', 'matrix-64', '--yes')).code).toBe(0)
})
