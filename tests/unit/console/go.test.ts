import { expect, test } from 'vitest'
import { aConsole, bodyOf } from './a-console.ts'
import { issueAnswers } from './issue-answers.ts'

const placesOn = (page: string) =>
  [...(/<ul id="places"[\s\S]*?<\/ul>/.exec(page)?.[0] ?? '').matchAll(/href="([^"]+)"/g)].map(
    ([, path]) => path,
  )

test('what is typed leads to the pages, issues and sends whose name has it', async () => {
  const { get } = aConsole({ answers: issueAnswers })
  const places = async (q: string) =>
    placesOn(bodyOf(await get('/admin/go', { query: new URLSearchParams({ q }).toString() })))
  expect(await places('')).toContain('/admin/readers')
  expect(await places('READ')).toEqual(['/admin/readers'])
  const about64 = await places('64')
  expect(about64).toContain('/admin/issues/matrix-64')
  expect(about64).toContain('/admin/sends/matrix-64--digest')
  expect(await places('no such thing')).toEqual([])
})

test('an issue is found by what it is called, and by its id', async () => {
  const { get } = aConsole({ answers: issueAnswers })
  const page = bodyOf(await get('/admin/go', { query: 'q=january' }))
  expect(placesOn(page)).toContain('/admin/issues/matrix-64')
  expect(page).toContain('<small>No. 64')
})
