import type { Clocks } from './clocks.ts'

/** The process's own clocks. Handlers pass them on; nothing else reads the time itself. */
export const systemClocks: Clocks = { wall: () => Date.now(), monotonic: () => performance.now() }
