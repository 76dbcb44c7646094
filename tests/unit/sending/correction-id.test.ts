import { expect, test } from 'vitest'
import {
  correctionIdOf,
  correctionPurpose,
  mostCorrections,
} from '../../../functions/sending/ledger/correction-id.ts'
import { longestSendId, sendIdOf } from '../../../functions/sending/ledger/send.ts'

test('a send’s corrections are called by it, in order, and so is the correction of a correction', () => {
  const digest = 'm-64--digest'
  expect(correctionIdOf(digest)).toBe('m-64--digest-correction')
  expect(correctionIdOf(digest, 2)).toBe('m-64--digest-correction-b')
  expect(correctionIdOf(digest, mostCorrections)).toBe('m-64--digest-correction-z')
  expect(correctionIdOf('m-64--digest-correction')).toBe('m-64--digest-correction-2')
  expect(correctionIdOf('m-64--digest-correction-9')).toBe('m-64--digest-correction-10')
  expect(correctionIdOf('m-64--digest-correction', 2)).toBe('m-64--digest-correction-2-b')
  expect(correctionIdOf('m-64--digest-correction-b')).toBe('m-64--digest-correction-b-2')
})

test.each(['m--digest', `${'i'.repeat(42)}--${'p'.repeat(20)}`, sendIdOf('i'.repeat(50), 'p'.repeat(12))])(
  'no two corrections in the tree of %s have one id, each names a schedule, and no other send may be called so',
  (source) => {
    const issue = source.slice(0, source.indexOf('--'))
    const ids = new Set([source])
    const grow = (of: string, deep: number) => {
      for (const number of [1, 2, 3, 26]) {
        const id = correctionIdOf(of, number)
        expect(ids).not.toContain(id)
        ids.add(id)
        expect(id.length).toBeLessThanOrEqual(longestSendId)
        expect(id).toMatch(/^[a-z0-9-]+$/)
        expect(id.startsWith(`${issue}--`)).toBe(true)
        expect(id.slice(issue.length + 2)).toMatch(correctionPurpose)
        if (deep > 1) grow(id, deep - 1)
      }
    }
    grow(source, 4)
  },
)
