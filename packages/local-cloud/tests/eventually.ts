import { expect } from 'vitest'

/** Asks again and again until what is expected is so; a minute is for a busy machine. */
export const eventually = <T>(read: () => T | Promise<T>) =>
  expect.poll(read, { interval: 10, timeout: 60_000 })
