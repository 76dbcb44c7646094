/**
 * To be loaded first (`--import clock.mjs?file=PATH`): from then on the process, and its threads, live by the clock
 * that the file keeps. Time runs `factor` times as fast as outside and jumps ahead when `jumped` grows; timers follow.
 * SIGUSR2 sets this process's wall clock alone ahead or back by `step`, as a correction of its time does; timers and
 * `performance` do not notice that.
 * A process that was stopped may find that its monotonic clock stood still meanwhile, as one of a frozen machine may.
 * Each HTTP call says when it left its caller's hands, by the clock that nobody sets: when its caller last looked at a
 * clock in the same turn, or else when it was made. No matter how long the process stood still before the bytes arrived,
 * nor whether it did so in the middle of that turn: between a last look at the clock and the socket nobody can ask again.
 * The file: five float64, little-endian: since (Unix ms), factor, jumped (ms), step (ms), whether monotonic clocks stand
 * still in a process that is stopped (0 or 1).
 */
import { subscribe } from 'node:diagnostics_channel'
import { openSync, readSync, watch } from 'node:fs'
import { syncBuiltinESMExports } from 'node:module'
import timers from 'node:timers'
import promises from 'node:timers/promises'
import { promisify } from 'node:util'
import { isMainThread } from 'node:worker_threads'

/** The file is watched; this is for a change that the system did not tell. */
const lookEveryMs = 500
/** An interval is no shorter outside: what looks around every 20 ms would do so all the time. */
const shortestIntervalMs = 20

const path = new URL(import.meta.url).searchParams.get('file')
const file = openSync(path, 'r')
const kept = new Float64Array(5)
const bytes = new Uint8Array(kept.buffer)
const RealDate = Date
const real = {
  now: Date.now,
  setTimeout: globalThis.setTimeout,
  clearTimeout: globalThis.clearTimeout,
  setInterval: globalThis.setInterval,
}

/** Milliseconds that nobody sets back. */
const steady = () => {
  readSync(file, bytes, 0, 40, 0)
  const [since, factor, jumped] = kept
  return since + (real.now() - since) * factor + jumped
}
let off = 0
/** When somebody looked at a clock in this turn. */
let lookedAt
const forget = () => {
  lookedAt = undefined
}
const looked = () => {
  if (lookedAt === undefined) queueMicrotask(forget)
  lookedAt = steady()
  return lookedAt
}
const now = () => Math.floor(looked() + off)
steady()
const factor = kept[1]

globalThis.Date = new Proxy(RealDate, {
  construct: (target, args, as) => Reflect.construct(target, args.length > 0 ? args : [now()], as),
  apply: () => new RealDate(now()).toString(),
  get: (target, name) => (name === 'now' ? now : Reflect.get(target, name)),
})
const begun = steady()
/** Nobody looks at the clock for so long outside but who is stopped: `follow` does all the time. */
const stoppedMs = 1_500
let last = { outside: real.now(), steady: begun }
let stoodStill = 0
performance.now = () => {
  const now = { outside: real.now(), steady: looked() }
  if (kept[4] && now.outside - last.outside > stoppedMs) stoodStill += now.steady - last.steady
  last = now
  return now.steady - begun - stoodStill
}

/** What waits: its timer, when it is due by the steady clock, and what it does. */
const waiting = new Map()
const setTimeout = (callback, delay, ...args) => {
  const ms = Math.max(1, Number(delay) || 0)
  const run = () => {
    waiting.delete(timer)
    callback(...args)
  }
  const timer = real.setTimeout(run, ms / factor)
  waiting.set(timer, { due: steady() + ms, run })
  return timer
}
const clearTimeout = (timer) => {
  waiting.delete(timer)
  real.clearTimeout(timer)
}
const setInterval = (callback, delay, ...args) =>
  real.setInterval(callback, Math.max(shortestIntervalMs, (Number(delay) || 0) / factor), ...args)

const sleep = (delay, value, { signal, ref = true } = {}) =>
  new Promise((resolve, reject) => {
    const stop = () => {
      clearTimeout(timer)
      reject(new DOMException('The operation was aborted', { name: 'AbortError', cause: signal.reason }))
    }
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', stop)
      resolve(value)
    }, delay)
    if (!ref) timer.unref()
    if (signal?.aborted) stop()
    else signal?.addEventListener('abort', stop, { once: true })
  })
Object.defineProperty(setTimeout, promisify.custom, { value: sleep })

Object.assign(globalThis, { setTimeout, clearTimeout, setInterval })
Object.assign(timers, { setTimeout, clearTimeout, setInterval })
promises.setTimeout = sleep
syncBuiltinESMExports()

let jumped = kept[2]
const follow = () => {
  performance.now()
  const at = steady()
  if (kept[2] === jumped) return
  jumped = kept[2]
  for (const [timer, { due, run }] of waiting) {
    if (due > at) continue
    // Cleared in a way that went past us, by its own close() for one, or by another that went off just now.
    const isCleared = timer._destroyed || !waiting.has(timer)
    real.clearTimeout(timer)
    waiting.delete(timer)
    if (!isCleared) run()
  }
}
real.setInterval(follow, lookEveryMs).unref()
watch(path, { persistent: false }, follow)
if (isMainThread)
  process.on('SIGUSR2', () => {
    steady()
    off += kept[3]
  })
subscribe('http.client.request.created', ({ request }) =>
  request.setHeader('x-left-at', lookedAt ?? steady()),
)
globalThis[Symbol.for('real time')] = real
