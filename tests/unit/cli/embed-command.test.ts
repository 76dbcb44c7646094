import { expect, test } from 'vitest'
import { aMachine } from './terminal-io.ts'

const publication = ['--publication', 'content/publication.yaml']
const { masthead } = aMachine({ cwd: process.cwd() })

test('embed prints a form in a language, with the page to come back to', async () => {
  const back = 'https://www.example.org/thanks'
  const { code, out } = await masthead('embed', '--language', 'en', '--return', back, ...publication)
  expect(code).toBe(0)
  expect(out).toMatch(/^<form method="post" action="https:\/\/matrix\.example\.org\/subscribe\?language=en"/)
  expect(out).toContain(`name="return" value="${back}"`)
})

test('a form for a service elsewhere posts there, and its visitors stay', async () => {
  const { out } = await masthead('embed', '--site', 'https://letters.example.com/', ...publication)
  expect(out).toContain('action="https://letters.example.com/subscribe?language=zh-CN"')
  expect(out).not.toContain('name="return"')
})

test.each([
  [
    'a page that is not on the list',
    ['--return', 'https://evil.example/'],
    'list its origin in publication.yaml',
  ],
  ['a language that there is not', ['--language', 'fr'], 'choose one of zh-CN, en'],
])('%s is refused before the form is pasted anywhere', async (_, args, reason) => {
  const { code, out, errors } = await masthead('embed', ...args, ...publication)
  expect([code, out]).toEqual([1, ''])
  expect(errors).toContain(reason)
})
