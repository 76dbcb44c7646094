import { expect, test } from 'vitest'
import { createTakeInAct } from '../../../functions/feedback/take-in-act.ts'
import type { Report } from '../../../functions/sending/ledger/ses-report.ts'

/** A series, which names a place for any id, and has one reader. */
const aSeriesOf = (reader: string) => {
  const reported: Report[] = []
  const takeIn = createTakeInAct({
    place: async (_, id) => ({ batch: id, index: 0 }),
    report: async (one) => {
      if (one.batch !== reader) return 'unknown'
      reported.push(one)
      return 'applied'
    },
  })
  return { reported, takeIn }
}
const left = { kind: 'left', send: 'n-1--welcome-0', subscriber: 'new' } as const

test('who moved since a mail of a series is counted by the id of before, once', async () => {
  const { reported, takeIn } = aSeriesOf('old')
  expect(await takeIn({ ...left, alsoAs: ['older', 'old'] })).toBe('applied')
  expect(reported).toEqual([{ send: left.send, batch: 'old', index: 0, code: 'd', act: 'left' }])
})

test('whom a send has by their own id is looked for by no other', async () => {
  const { reported, takeIn } = aSeriesOf('new')
  expect(await takeIn({ ...left, kind: 'rated', worth: true, at: 5, alsoAs: ['old'] })).toBe('applied')
  expect(reported).toMatchObject([{ batch: 'new', rating: { worth: true, at: 5 } }])
})

test('whom it has by none is unknown', async () => {
  const { reported, takeIn } = aSeriesOf('another')
  expect(await takeIn(left)).toBe('unknown')
  expect(reported).toEqual([])
})
