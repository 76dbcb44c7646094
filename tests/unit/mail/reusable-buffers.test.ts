import { expect, test } from 'vitest'
import { createReusableBuffers } from '../../../functions/mail/reusable-buffers.ts'

test('a space that came back is used again, and grows as it must', () => {
  const spaces = createReusableBuffers()
  const space = spaces.take()
  expect(spaces.take()).not.toBe(space)
  spaces.giveBack(space)
  expect(spaces.take()).toBe(space)
  for (const size of [3, 100_000, 5]) {
    const parts = [Buffer.alloc(size, 'a'), Buffer.from('b')]
    expect(space.join(parts).equals(Buffer.concat(parts))).toBe(true)
  }
})
