import { setTimeout as sleep } from 'node:timers/promises'
import type { Cloud } from '#local-cloud'
import type { Usage } from '#local-cloud/bill/usage'
import { usageSince } from './usage-since.ts'

const sweeper = 'SendingSweepFunction'
const patienceMs = 60_000
const rounds = 3

/**
 * Runs the sweeper several times. The first runs tidy up after a send; returns what the last, quiet one used.
 * @param aMinuteLater advances the cloud's clock
 */
export const sweepOnce = async (cloud: Cloud, aMinuteLater: () => void): Promise<Usage> => {
  const gone = () => cloud.usage()[sweeper]?.invocations ?? 0
  let before = cloud.metered()
  for (let round = 0; round < rounds; round += 1) {
    const earlier = gone()
    before = cloud.metered()
    aMinuteLater()
    await untilDone(() => gone() - earlier, 1)
    await cloud.idle()
  }
  const usage = Object.entries(usageSince(before, cloud.metered()))
  return Object.fromEntries(usage.filter(([caller]) => /^Sending(Sweep|EveryMinute)/.test(caller)))
}

/**
 * Waits until so many are done.
 * @throws when none is done for a while
 */
export const untilDone = async (done: () => number, wanted: number): Promise<void> => {
  let last = { count: done(), at: Date.now() }
  while (last.count < wanted) {
    await sleep(50)
    if (done() !== last.count) last = { count: done(), at: Date.now() }
    else if (Date.now() - last.at > patienceMs)
      throw new Error(`After ${last.count} of ${wanted} no more came for ${patienceMs / 1_000} s`)
  }
}
