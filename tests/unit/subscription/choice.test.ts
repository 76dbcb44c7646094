import { expect, test } from 'vitest'
import { type Choice, readChoice } from '../../../functions/subscription/states/choice.ts'
import { anAskingSite, aPublication } from '../../builders.ts'

const nothingBefore: Choice = { language: 'en', topics: [] }
const { publication } = anAskingSite
const read = (posted: Record<string, unknown>, before: Choice = nothingBefore) =>
  readChoice(posted, publication, before)
const fieldsOf = (posted: Record<string, unknown>, before?: Choice) => {
  const { choice, problems } = read(posted, before)
  expect(problems).toEqual([])
  return choice
}

test('an answer of each kind is kept as a text, and nothing is kept where nothing is said', () => {
  const posted = { 'field-role': 'media', 'field-print': ['', 'yes'], 'field-group': '  Group <b> 语言 ' }
  expect(fieldsOf(posted)).toEqual({
    ...nothingBefore,
    fields: { role: 'media', print: 'yes', group: 'Group <b> 语言' },
  })
  const empty = { 'field-role': '', 'field-print': '', 'field-group': ' \t ', timeZone: '' }
  expect(Object.keys(fieldsOf(empty))).toEqual(['language', 'topics'])
})

test('a plain no is the same as a box left unticked', () => {
  expect(fieldsOf({ 'field-print': 'no' })).not.toHaveProperty('fields')
})

test('what is not named stays, what is emptied goes, also by a null in JSON', () => {
  const before: Choice = {
    language: 'en',
    topics: ['views'],
    timeZone: 'Asia/Tokyo',
    fields: { role: 'student', print: 'yes', group: 'NLC' },
  }
  expect(fieldsOf({}, before)).toEqual(before)
  expect(fieldsOf({ 'field-group': '' }, before)).toEqual({
    ...before,
    fields: { role: 'student', print: 'yes' },
  })
  const emptied = { timeZone: '', 'field-role': null, 'field-print': '', 'field-group': [] }
  expect(Object.keys(fieldsOf(emptied, before))).toEqual(['language', 'topics'])
})

test('an answer to what is no longer asked stays, whatever is posted under its name', () => {
  const before = { ...nothingBefore, fields: { shoes: '44', role: 'student' } }
  expect(fieldsOf({ 'field-shoes': '', 'field-role': '' }, before).fields).toEqual({ shoes: '44' })
})

const long = 'x'.repeat(10_000)
test.each([
  ['field-role', 'king', 'optionUnknown'],
  ['field-role', 'student\r\n', 'optionUnknown'],
  ['field-role', 'constructor', 'optionUnknown'],
  ['field-role', ['student', 'media'], 'optionUnknown'],
  ['field-role', { toString: 'student' }, 'optionUnknown'],
  ['field-role', long, 'optionUnknown'],
  ['field-print', 'on', 'optionUnknown'],
  ['field-print', true, 'optionUnknown'],
  ['field-group', 'x'.repeat(201), 'textTooLong'],
  ['field-group', long, 'textTooLong'],
  ['field-group', 'one\r\ntwo', 'textWrong'],
  ['field-group', 'nul\0', 'textWrong'],
  ['field-group', 'line\u2028separator', 'textWrong'],
  ['field-group', 'half a pair \ud83d', 'textWrong'],
  ['field-group', ['one', 'two'], 'textWrong'],
  ['field-group', [['one']], 'textWrong'],
  ['field-group', 7, 'textWrong'],
  ['timeZone', 'Mars/Olympus_Mons', 'timeZoneUnknown'],
  ['timeZone', '+08:00', 'timeZoneUnknown'],
  ['timeZone', 'Asia/Tokyo\n', 'timeZoneUnknown'],
  ['timeZone', ['Asia/Tokyo', 'Asia/Seoul'], 'timeZoneUnknown'],
  ['timeZone', { a: 1 }, 'timeZoneUnknown'],
  ['timeZone', '__proto__', 'timeZoneUnknown'],
  ['timeZone', long, 'timeZoneUnknown'],
] as const)('%s: %j is refused', (field, value, problem) => {
  expect(read({ [field]: value }).problems).toEqual([{ field, problem }])
})

test('two hundred characters are not too many, blanks around them apart', () => {
  const text = '字'.repeat(200)
  expect(fieldsOf({ 'field-group': ` ${text} ` }).fields).toEqual({ group: text })
})

test('emoji made of several signs is text like any other', () => {
  expect(fieldsOf({ 'field-group': '👩‍🔬 Lab' }).fields).toEqual({ group: '👩‍🔬 Lab' })
})

test('names that every object has are names like others', () => {
  const posted = JSON.parse('{"__proto__":{"field-role":"media"},"field-__proto__":"a","constructor":"b"}')
  expect(fieldsOf(posted)).not.toHaveProperty('fields')
  expect(fieldsOf({ 'field-constructor': 'c' }).fields).toEqual({ constructor: 'c' })
  expect(Object.hasOwn({}, 'role')).toBe(false)
})

test('what the publication does not ask is passed over', () => {
  expect(fieldsOf({ 'field-salary': '1', role: 'media', fields: { role: 'media' } })).toEqual(nothingBefore)
})

test('a publication that asks for one thing twice is refused', () => {
  const field = { id: 'role', names: { 'zh-CN': '身份', en: 'Role' }, kind: 'text' }
  expect(() => aPublication({ fields: [field, field] })).toThrow('has role twice')
})
