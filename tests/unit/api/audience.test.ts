import { expect, test } from 'vitest'
import { filterFor } from '../../../functions/api/audience-filter.ts'
import { anAskingSite } from '../../builders.ts'
import { askForASend } from './ask-for-a-send.ts'

test('a send to some readers keeps whom it is for, each name once', async () => {
  const filter = {
    languages: ['en', 'en'],
    topics: ['focus', 'views'],
    fields: { role: ['student', 'media'], print: ['yes', 'no'], group: [' Any text at all '] },
  }
  expect((await askForASend({ filter })).send.filter).toEqual({
    languages: ['en'],
    topics: ['focus', 'views'],
    fields: { role: ['student', 'media'], print: ['yes', ''], group: ['Any text at all'] },
  })
})

test('a send is for all readers when nothing is named', async () => {
  expect((await askForASend({ filter: {} })).send.filter).toBeUndefined()
})

test('a filter may ask for a field that is called like what every object has', async () => {
  expect((await askForASend({ filter: { fields: { constructor: ['x'] } } })).send.filter).toEqual({
    fields: { constructor: ['x'] },
  })
})

test.each<[string, object, string, string]>([
  ['a language', { languages: ['fr'] }, 'filter.languages', 'has no fr: choose of zh-CN, en'],
  ['a topic', { topics: ['toString'] }, 'filter.topics', 'has no toString: choose of focus, views, press'],
  ['a field', { fields: { age: ['5'] } }, 'filter.fields', 'has no age: choose of role, print, group'],
  [
    'an option',
    { fields: { role: ['king'] } },
    'filter.fields.role',
    'has no king: choose of student, media',
  ],
  ['a yes', { fields: { print: ['maybe'] } }, 'filter.fields.print', 'choose of yes, no'],
  ['a field of all objects’ own', { fields: { toString: ['x'] } }, 'filter.fields', 'has no toString'],
  ['a prototype', JSON.parse('{"fields":{"__proto__":["x"]}}'), 'filter.fields', 'has no __proto__'],
  ['a part', { ages: ['5'] }, 'filter', 'ages'],
  ['a hidden part', JSON.parse('{"__proto__":{"languages":["en"]}}'), 'filter', '__proto__'],
])(
  'a filter is refused when it names %s that there is not, by its name',
  async (_, filter, field, message) => {
    const { status, problems, stores } = await askForASend({ filter })
    expect(status).toBe(400)
    expect(problems).toEqual([{ field, message: expect.stringContaining(message) }])
    expect(stores.sends.size + stores.queue.length).toBe(0)
  },
)

test('a topic of a publication without topics is refused without a list of nothing', async () => {
  const read = filterFor({ ...anAskingSite.publication, topics: [] }).safeParse({ topics: ['cheese'] })
  expect(read.error?.issues).toMatchObject([{ message: 'has no cheese: the publication has none' }])
})

test.each<[string, unknown]>([
  ['no object', 'en'],
  ['a list', ['en']],
  ['an empty list of languages', { languages: [] }],
  ['a language that is no text', { languages: [{}] }],
  ['fields that are a list', { fields: ['role'] }],
  ['an answer that is no list', { fields: { role: 'student' } }],
  ['an empty answer', { fields: { role: [''] } }],
  ['no answer', { fields: { role: [] } }],
  ['a text of two lines', { fields: { group: ['a\nb'] } }],
  ['a text longer than any that is kept', { fields: { group: ['a'.repeat(201)] } }],
  ['endless answers', { fields: { group: Array.from({ length: 101 }, (_, at) => `${at}`) } }],
  ['endless topics', { topics: Array(101).fill('focus') }],
])('a filter is refused with %s', async (_, filter) => {
  const { status, problems, stores } = await askForASend({ filter })
  expect(status).toBe(400)
  expect(problems[0].field).toMatch(/^filter/)
  expect(JSON.stringify(problems).length).toBeLessThan(500)
  expect(stores.sends.size).toBe(0)
})

test.each([{ purpose: 'x' }, { ownZones: true, at: '2026-12-10T09:00' }, { filter: { languages: ['en'] } }])(
  'a test has one reader: %j and an address are refused together',
  async (body) => {
    const { status, problems } = await askForASend({ ...body, to: 'ada@example.org' })
    expect(status).toBe(400)
    expect(problems).toEqual([
      { field: Object.keys(body)[0], message: expect.stringContaining('not for a test') },
    ])
  },
)
