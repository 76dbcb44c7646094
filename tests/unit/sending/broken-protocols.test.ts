import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { type Break, broken, brokenSource } from '../../faults/broken.ts'

// Whether each is found out takes minutes (tests/faults); that there is still something to break takes none.
test.each(Object.entries<Break>(broken))(
  'a protocol that %s is still another than ours',
  (_, { instead }) => {
    for (const file of new Set(instead.map((one) => one.file))) {
      const source = readFileSync(file, 'utf8')
      const mine = instead.filter((one) => one.file === file)
      expect(brokenSource(source, mine)).not.toBe(source)
    }
  },
)
