import { expect, test } from 'vitest'
import { nameOfPerson, peopleIn, personOf } from '../../../functions/console/frame/person.page.ts'
import { consoleLanguages } from '../../../functions/console/words/languages.ts'

const id = '3f0c1d2e-4b5a-4978-8796-a5b4c3d2e1f0'
const visit = {
  words: consoleLanguages.en,
  who: { by: 'ada@example.org', person: id, role: 'owner' as const },
}
const another = id.replace('3f', '40')

test('a person is called by their address, wherever the API knows them by an id', () => {
  expect(nameOfPerson('bob@example.org', visit)).toBe('bob@example.org')
  expect(nameOfPerson(id, visit)).toBe('ada@example.org')
  const known = peopleIn([{ send: { by: 'bob@example.org', person: another } }, { send: { by: 'release' } }])
  expect(nameOfPerson(another, visit, known)).toBe('bob@example.org')
})

test('of whom no address is known, the id is a title and nothing else', () => {
  expect(personOf(another, visit)).toEqual({
    html: `<span title="${another}">somebody whose address is not known</span>`,
  })
  expect(personOf('<bob>', visit)).toBe('<bob>')
})

test('a key and the service itself are called so', () => {
  expect(nameOfPerson('key shop', visit)).toBe('API key shop')
  expect(nameOfPerson('cadence', visit)).toContain('by itself')
  expect(nameOfPerson('cadence', { ...visit, words: consoleLanguages['zh-CN'] })).toContain('自动')
})
