import { expect, test } from 'vitest'
import {
  batchKeys,
  cadenceKeys,
  dueBatchKeys,
  erasureKeys,
  notifiedKeys,
  openSendKeys,
  paceKey,
  planStepKeys,
  rangeEndKeys,
  sendIdKeys,
  sendKeys,
  sesReportKeys,
  sumsKeys,
  sweepCursorKey,
} from '../../../functions/sending/ledger/keys.ts'

const id = 'm-1--digest'
const at = Date.parse('2026-12-01T12:00:00Z')

test('rows are found where every version before this one has put them', () => {
  const keys = [
    sendKeys.of(id),
    batchKeys.of(id, '003-0001'),
    sesReportKeys.of(id, '003-0001'),
    sumsKeys.of(id, 3),
    sumsKeys.of(id, 'all'),
    rangeEndKeys.of(id, 3),
    planStepKeys.of(id, 3, 1),
    dueBatchKeys.of(id, at, 'abc'),
    sendIdKeys.of(id),
    openSendKeys.of(id),
    cadenceKeys.of('2026-12-10'),
    notifiedKeys.of('none-ready 2026-12-10'),
    erasureKeys.of('abc'),
    sweepCursorKey,
    paceKey,
  ]
  expect(keys.map(({ pk, sk }) => `${pk} / ${sk}`)).toEqual([
    'send#m-1--digest / send',
    'send#m-1--digest / batch#003-0001',
    'send#m-1--digest / fate#003-0001',
    'send#m-1--digest / sums#003',
    'send#m-1--digest / sums#all',
    'send#m-1--digest / range#003',
    'plan#m-1--digest#3 / 0001',
    'due#m-1--digest / 2026-12-01T12:00:00.000Z#abc',
    'sends / m-1--digest',
    'open / m-1--digest',
    'cadences / 2026-12-10',
    'told / none-ready 2026-12-10',
    'erasing / abc',
    'swept / cursor',
    'pace / pace',
  ])
})

test('what a sort key says is read back', () => {
  for (const place of [0, 255, 'all'] as const)
    expect(sumsKeys.placeIn(sumsKeys.of(id, place).sk)).toBe(place)
  expect(dueBatchKeys.batchIn(dueBatchKeys.of(id, at, 'abc').sk)).toBe('abc')
  expect(openSendKeys.nameIn(openSendKeys.of(id).sk)).toBe(id)
})
