import { hash } from 'node:crypto'

const firstCapacity = 1 << 12

/**
 * Addresses that were seen, as 64 bits of a hash each: a million take 24 MB or less, where texts would take 100. Two of a
 * million addresses are taken for one with a chance of 1 in 37 million.
 */
export const createAddressSet = () => {
  let capacity = firstCapacity
  let slots = new Uint32Array(capacity * 2)
  let size = 0

  const put = (high: number, low: number): boolean => {
    for (let at = low % capacity; ; at = (at + 1) % capacity) {
      if (slots[at * 2] === 0 && slots[at * 2 + 1] === 0) {
        slots[at * 2] = high
        slots[at * 2 + 1] = low
        return true
      }
      if (slots[at * 2] === high && slots[at * 2 + 1] === low) return false
    }
  }
  const grow = () => {
    const before = slots
    capacity *= 2
    slots = new Uint32Array(capacity * 2)
    for (let at = 0; at < before.length; at += 2)
      if (before[at] !== 0 || before[at + 1] !== 0) put(before[at]!, before[at + 1]!)
  }
  return {
    /** @returns false when it was there */
    add: (address: string): boolean => {
      const digest = hash('sha1', address, 'buffer')
      // No hash may be nothing, which marks an empty slot.
      const isNew = put(digest.readUInt32LE(0), digest.readUInt32LE(4) || 1)
      if (isNew) size += 1
      if (size * 3 > capacity * 2) grow()
      return isNew
    },
  }
}
