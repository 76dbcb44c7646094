import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { waitedForCpuMs } from '../host/waited-for-cpu.ts'
import { startPausableTimer } from '../lambda/pausable-timer.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

test('what a busy machine let a process wait does not count', () => {
  const onOver = vi.fn()
  let waited = 500
  startPausableTimer(1_000, onOver, () => waited)
  waited += 300
  vi.advanceTimersByTime(1_000)
  expect(onOver).not.toHaveBeenCalled()
  // It waits again while the first wait is being compensated.
  waited += 50
  vi.advanceTimersByTime(300)
  expect(onOver).not.toHaveBeenCalled()
  vi.advanceTimersByTime(50)
  expect(onOver).toHaveBeenCalledOnce()
})

test('a limit ends when it is over, stands still while paused, and is gone when stopped', () => {
  const [over, paused, stopped] = [vi.fn(), vi.fn(), vi.fn()]
  startPausableTimer(1_000, over)
  const pausedOne = startPausableTimer(1_000, paused)
  startPausableTimer(1_000, stopped).stop()
  vi.advanceTimersByTime(400)
  pausedOne.pause()
  vi.advanceTimersByTime(10_000)
  expect([over, paused, stopped].map((one) => one.mock.calls.length)).toEqual([1, 0, 0])
  pausedOne.resume()
  vi.advanceTimersByTime(600)
  expect(paused).toHaveBeenCalledOnce()
})

test.skipIf(process.platform !== 'linux')('Linux says how long a process waited for a processor', () => {
  expect(waitedForCpuMs(process.pid)).toBeGreaterThan(0)
  expect(waitedForCpuMs(undefined)).toBe(0)
})
