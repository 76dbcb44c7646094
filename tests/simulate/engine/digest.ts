/** A running hash of what happens in a schedule. The same seed must give the same value. */
export type Digest = {
  number(value: number): void
  text(value: string): void
  /** Any value that JSON can hold. */
  value(value: unknown): void
  /** The hash so far, in hex. */
  read(): string
}

/** FNV-1a. */
const hashOf = (text: string): number => {
  let hash = 0x811c9dc5
  for (let index = 0; index < text.length; index += 1)
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193)
  return hash
}

/** 64 bits, in two halves that are mixed differently: enough to tell two traces apart. */
export const createDigest = (): Digest => {
  let low = 0x811c9dc5
  let high = 0x01000193
  const number = (value: number) => {
    low = Math.imul(low ^ value, 0x01000193)
    high = Math.imul(high ^ value ^ (low >>> 15), 0x85ebca6b)
    high ^= high >>> 13
  }
  const text = (value: string) => number(hashOf(value))
  // Walking through a value takes four times as long as serialising it.
  const value = (one: unknown) => text(JSON.stringify(one) ?? '')
  return {
    number,
    text,
    value,
    read: () => [low, high].map((half) => (half >>> 0).toString(16).padStart(8, '0')).join(''),
  }
}
