import { expect, test } from 'vitest'
import { editionSent, withEditionSet, withLanguage } from '../../../functions/sending/ledger/edition-sent.ts'

const frozen = { at: '', topics: [], ranges: 1, editions: { en: 'en-3', 'zh-CN': 'zh-1' } }
const send = {
  frozen,
  formerEditions: [
    { en: 'en-1', 'zh-CN': 'zh-1' },
    { en: 'en-2', 'zh-CN': 'zh-1' },
  ],
}
const english = { language: 'en' }

test('who was called before a send was asked for anew got the edition of then', () => {
  const editionSets = withEditionSet(withEditionSet(undefined, 4, [1, 2], 1), 4, [2], 2)
  expect(editionSets).toBe('0120')
  const got = [0, 1, 2, 3].map((index) => editionSent(send, { editionSets }, index, english)?.edition)
  expect(got).toEqual(['en-1', 'en-2', 'en-3', 'en-1'])
})

test('a send that was never asked for anew notes nothing', () => {
  expect(editionSent({ frozen }, {}, 400, english)).toEqual({ language: 'en', edition: 'en-3' })
})

test('who chose another language before their turn got that, and the last note counts', () => {
  const once = withLanguage('', 12, 'zh-CN')
  expect(editionSent({ frozen }, { switched: once }, 12, english)).toEqual({
    language: 'zh-CN',
    edition: 'zh-1',
  })
  expect(editionSent({ frozen }, { switched: once }, 1, english)?.language).toBe('en')
  const again = withLanguage(withLanguage(once, 3, 'zh-CN'), 12, 'en')
  expect(again).toBe('12 en,3 zh-CN')
  expect(editionSent({ frozen }, { switched: again }, 12, english)?.edition).toBe('en-3')
})

test('of a language without an edition nothing is known', () => {
  expect(editionSent({ frozen }, { switched: '0 fr' }, 0, english)).toBeUndefined()
})
