import { expect, test } from 'vitest'
import { createInOrder } from '../../faults/in-order.ts'

test('changes are told in the order in which they took effect, in whichever order they were answered', () => {
  const told: string[] = []
  const order = createInOrder()
  const change = (found: string, left: string) => ({ found, left, tell: () => void told.push(left) })
  order.put('row', '..', () => {})
  order.changed('row', change('uu', 'au'))
  order.changed('row', change('au', 'aa'))
  order.changed('row', change('>>', 'uu'))
  expect(told).toEqual([])
  expect(order.unmatched()).toEqual(['row'])
  order.changed('row', change('..', '>>'))
  expect(told).toEqual(['>>', 'uu', 'au', 'aa'])
  expect(order.unmatched()).toEqual([])
})
