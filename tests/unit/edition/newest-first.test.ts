import { expect, test } from 'vitest'
import { issueName } from '../../../functions/edition/model/issue-name.ts'
import { newestFirst } from '../../../functions/edition/model/newest-first.ts'
import { anIssuePublished } from '../../builders.ts'

const idsOf = (...issues: Parameters<typeof anIssuePublished>[0][]) =>
  newestFirst(issues.map((but) => anIssuePublished(but))).map(({ id }) => id)
const unnumbered = { number: undefined, release: undefined }

test('numbered issues stand by their numbers, whenever they came out', () => {
  expect(
    idsOf(
      { id: 'old', number: 3, release: undefined, publishedAt: '2027-01-01T00:00:00.000Z' },
      { id: 'new', number: 64, release: '2023-04-10T09:00:00' },
      { id: 'newer', number: 65, release: '2023-04-10T09:00:00' },
    ),
  ).toEqual(['newer', 'new', 'old'])
})

test('others stand where their release, their day or their publishing puts them', () => {
  expect(
    idsOf(
      { id: 'numbered', number: 1, release: '2023-03-01T09:00:00' },
      { ...unnumbered, id: 'published', publishedAt: '2023-05-01T00:00:00.000Z' },
      {
        ...unnumbered,
        id: 'corrected',
        firstPublishedAt: '2023-04-01T00:00:00.000Z',
        publishedAt: '2023-09-01T00:00:00.000Z',
      },
      { ...unnumbered, id: 'released', release: '2023-06-01T09:00:00' },
      { ...unnumbered, id: 'dated', date: '2023-02-01' },
      { ...unnumbered, id: 'same', date: '2023-02-01' },
    ),
  ).toEqual(['released', 'published', 'corrected', 'numbered', 'same', 'dated'])
})

test('an issue is called by its number, its title, its time, or as it is told', () => {
  const title = { en: 'Spring' }
  const period = { en: 'May 2023' }
  const name = (issue: object) => issueName(issue, 'en', 'The first')
  expect(name({ number: 64, title, period })).toEqual({
    name: 'No. 64',
    when: 'May 2023',
    whole: 'No. 64 · May 2023',
    title: 'Spring',
  })
  expect(name({ title, date: '2023-04-10' })).toEqual({
    name: 'Spring',
    when: 'April 10, 2023',
    whole: 'Spring · April 10, 2023',
  })
  expect(name({ date: '2023-04-10' })).toEqual({ name: 'April 10, 2023', whole: 'April 10, 2023' })
  expect(name({})).toEqual({ name: 'The first', whole: 'The first' })
  const release = '2023-04-10T23:30:00'
  expect(name({ number: 64, release })).toMatchObject({ when: 'April 10, 2023' })
  expect(name({ number: 64, release, date: '2023-04-12' })).toMatchObject({ when: 'April 12, 2023' })
  expect(name({ release })).toMatchObject({ name: 'The first', when: 'April 10, 2023' })
})

test('a day is written as its language writes it', () => {
  const day = (language: string) => issueName({ date: '2023-04-10' }, language, '').name
  expect(day('zh-CN')).toBe('2023 年 4 月 10 日')
  expect(day('es')).toBe('10 de abril de 2023')
  expect(day('a-b')).toBe('April 10, 2023')
})
