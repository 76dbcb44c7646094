/** Takes in, one after another, what happens in a schedule: the same seed must come to the same value. */
export type Digest = {
  number(value: number): void
  text(value: string): void
  /** Any value that JSON can hold. */
  value(value: unknown): void
  /** What has been taken in so far, in hex. */
  read(): string
}

/** FNV-1a. */
const hashOf = (text: string): number => {
  let hash = 0x811c9dc5
  for (let index = 0; index < text.length; index += 1)
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193)
  return hash
}

/** 64 bits, in two halves that are mixed in different ways: enough to tell two traces apart. */
export const createDigest = (): Digest => {
  let low = 0x811c9dc5
  let high = 0x01000193
  const number = (value: number) => {
    low = Math.imul(low ^ value, 0x01000193)
    high = Math.imul(high ^ value ^ (low >>> 15), 0x85ebca6b)
    high ^= high >>> 13
  }
  const text = (value: string) => number(hashOf(value))
  // To walk through a value costs four times as much as to have it written.
  const value = (one: unknown) => text(JSON.stringify(one) ?? '')
  return {
    number,
    text,
    value,
    read: () => [low, high].map((half) => (half >>> 0).toString(16).padStart(8, '0')).join(''),
  }
}
