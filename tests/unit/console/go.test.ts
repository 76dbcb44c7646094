import { expect, test } from 'vitest'
import { aConsole, bodyOf } from './a-console.ts'
import { issueAnswers } from './issue-answers.ts'
import { peopleAnswers, readerId } from './people-answers.ts'

const placesOn = (page: string) =>
  [...(/<ul id="places"[\s\S]*?<\/ul>/.exec(page)?.[0] ?? '').matchAll(/href="([^"]+)"/g)].map(
    ([, path]) => path,
  )

test('what is typed leads to the pages, issues and sends whose name has it', async () => {
  const { get, post } = aConsole({ answers: issueAnswers })
  const places = async (q: string) => placesOn(bodyOf(await post('/admin/go', { q })))
  expect(placesOn(bodyOf(await get('/admin/go')))).toEqual(await places(''))
  expect(await places('')).toContain('/admin/readers')
  expect(await places('READ')).toEqual(['/admin/readers'])
  const about64 = await places('64')
  expect(about64).toContain('/admin/issues/matrix-64')
  expect(about64).toContain('/admin/sends/matrix-64--digest')
  expect(await places('no such thing')).toEqual([])
})

test('an issue is found by what it is called, and by its id', async () => {
  const { post } = aConsole({ answers: issueAnswers })
  const page = bodyOf(await post('/admin/go', { q: 'january' }))
  expect(placesOn(page)).toContain('/admin/issues/matrix-64')
  expect(page).toContain('<small>No. 64')
})

test('a reader is found by their address, which stands in no address of a page', async () => {
  const { get, post, calls } = aConsole({ answers: peopleAnswers })
  const page = bodyOf(await post('/admin/go', { q: ' lin@example.org' }))
  expect(placesOn(page)).toEqual([`/admin/readers/${readerId}`])
  expect(calls).toMatchObject([
    { route: 'POST /api/readers/find', given: { body: { address: 'lin@example.org' } } },
  ])
  expect(page).toContain('method="post" action="/admin/go"')
  expect(page).not.toMatch(/(href|action)="[^"]*(@|%40)/)
  expect(placesOn(bodyOf(await post('/admin/go', { q: 'nobody@example.org' })))).toEqual([])
  // What a link carries is not looked for.
  expect(bodyOf(await get('/admin/go', { query: 'q=lin%40example.org' }))).not.toContain('lin@')
})

test('who may see no addresses finds nobody by one', async () => {
  const { post, calls } = aConsole({ answers: peopleAnswers, role: 'viewer' })
  expect(placesOn(bodyOf(await post('/admin/go', { q: 'lin@example.org' })))).toEqual([])
  expect(calls).toEqual([])
})
