import { expect, test } from 'vitest'
import { articleChanges } from '../../../functions/edition/model/article-changes.ts'

const talk = { slug: 'talk', title: 'A talk', topic: 'focus', words: 900, fingerprint: 'a' }
const notes = { slug: 'notes', title: 'Notes', topic: 'views' }

test('what is the same in both is not told', () => {
  expect(articleChanges([talk, notes], [notes, talk])).toEqual([])
})

test('articles that came, and those that left, are told with how long they are', () => {
  expect(articleChanges([talk], [notes])).toEqual([
    { slug: 'notes', title: 'Notes', change: 'added', parts: [] },
    { slug: 'talk', title: 'A talk', change: 'removed', parts: [], wordsBefore: 900 },
  ])
})

test('of an article that stayed, each part that is another is named', () => {
  const now = {
    ...talk,
    title: 'The talk',
    summary: 'Two talk.',
    topic: 'views',
    words: 905,
    fingerprint: 'b',
  }
  expect(articleChanges([talk], [now])).toEqual([
    {
      slug: 'talk',
      title: 'The talk',
      titleBefore: 'A talk',
      change: 'changed',
      parts: ['title', 'summary', 'section', 'text'],
      words: 905,
      wordsBefore: 900,
    },
  ])
})

test('a text of as many words is another text all the same', () => {
  expect(articleChanges([talk], [{ ...talk, fingerprint: 'b' }])).toMatchObject([{ parts: ['text'] }])
})

test('a version that knew nothing of texts says nothing of them', () => {
  const { fingerprint: _, words: __, ...unknown } = talk
  expect(articleChanges([unknown], [talk])).toEqual([])
})
