import { expect } from 'vitest'

/** Repeats an assertion until it holds, for up to a minute, because machines can be busy. */
export const eventually = <T>(read: () => T | Promise<T>) =>
  expect.poll(read, { interval: 10, timeout: 60_000 })
