/** Takes in, one after another, what happens in a schedule: the same seed must come to the same value. */
export type Digest = {
  number(value: number): void
  text(value: string): void
  /** Any value that JSON can hold. */
  value(value: unknown): void
  /** What has been taken in so far, in hex. */
  read(): string
}

/** FNV-1a over 32-bit words, twice with different primes: enough to tell two traces apart. */
export const createDigest = (): Digest => {
  let low = 0x811c9dc5
  let high = 0x01000193
  const number = (value: number) => {
    low = Math.imul(low ^ value, 0x01000193)
    high = Math.imul(high ^ value ^ (low >>> 15), 0x85ebca6b)
    high ^= high >>> 13
  }
  const text = (value: string) => {
    for (let index = 0; index < value.length; index += 1) number(value.charCodeAt(index))
    number(-value.length)
  }
  const value = (one: unknown): void => {
    if (typeof one === 'string') text(one)
    else if (typeof one === 'number') text(String(one))
    else if (one === null || typeof one !== 'object') number(one === true ? 1 : one === false ? 2 : 3)
    else
      for (const key in one) {
        text(key)
        value((one as Record<string, unknown>)[key])
      }
  }
  return {
    number,
    text,
    value,
    read: () => [low, high].map((half) => (half >>> 0).toString(16).padStart(8, '0')).join(''),
  }
}
