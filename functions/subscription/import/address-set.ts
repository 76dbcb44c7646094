import { hash } from 'node:crypto'

/** Many small tables, of which one grows at a time: a large one would take three times its size while it grows. */
const tableCount = 256
const firstCapacity = 16

/**
 * Addresses that were seen, as 64 bits of a hash each: a million take 16 MB or so, where texts would take 100. Two of a
 * million addresses are taken for one with a chance of less than 1 in 37 million.
 */
export const createAddressSet = () => {
  const tables = Array.from({ length: tableCount }, createTable)
  return {
    /** @returns false when it was there */
    add: (address: string): boolean => {
      const digits = hash('sha1', address, 'hex')
      // No hash may be nothing, which marks an empty slot.
      return tables[wordIn(digits, 16, 2)]!(wordIn(digits, 0, 8), wordIn(digits, 8, 8) || 1)
    },
  }
}

/** @returns a function that adds a hash, and returns false when it was there */
const createTable = () => {
  let capacity = firstCapacity
  let slots = new Uint32Array(capacity * 2)
  let size = 0
  const put = (high: number, low: number): boolean => {
    for (let at = low % capacity; ; at = (at + 1) % capacity) {
      if (slots[at * 2 + 1] === 0) {
        slots[at * 2] = high
        slots[at * 2 + 1] = low
        return true
      }
      if (slots[at * 2] === high && slots[at * 2 + 1] === low) return false
    }
  }
  const grow = () => {
    const before = slots
    capacity = Math.ceil(capacity * 1.5)
    slots = new Uint32Array(capacity * 2)
    for (let at = 0; at < before.length; at += 2) if (before[at + 1] !== 0) put(before[at]!, before[at + 1]!)
  }
  return (high: number, low: number): boolean => {
    const isNew = put(high, low)
    if (isNew) size += 1
    if (size * 4 > capacity * 3) grow()
    return isNew
  }
}

/** A number in hexadecimal digits. */
const wordIn = (digits: string, from: number, length: number): number =>
  Number.parseInt(digits.slice(from, from + length), 16)
