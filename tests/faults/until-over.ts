import type { Cloud } from '#local-cloud'
import type { Acts } from './acts.ts'
import type { Account, Admin } from './admin.ts'
import { realNow, realSleep } from './clock.ts'
import type { Log } from './log.ts'
import type { Met } from './met.ts'
import type { Quiet } from './quiet.ts'
import type { Readers } from './readers.ts'
import type { Victims } from './victims.ts'

type Options = {
  cloud: Cloud
  admin: Admin
  readers: Readers
  acts: Acts
  victims: Victims
  quiet: Quiet
  /** Does what has come due. */
  look: () => Promise<void>
  met: Met
  log: Log
}

/** How long all waits together may take, ms of this machine, which may be busy: what hangs is found all the same. */
export const patienceMs = 900_000
const lookEveryMs = 25
/** Quiet looks for which letters of welcome may be all that waits. */
const patientLooks = 12

/** Waits until all sends are over, nobody does anything, and no message waits anywhere; and does what a person would meanwhile. */
export const createUntilOver = (options: Options) => {
  const { cloud, admin, readers, acts, victims, quiet, look, met, log } = options
  const deadline = realNow() + patienceMs
  let onlyWelcomes = 0
  /** A person has done what there was, and nothing has come of it yet. */
  let isSeenTo = false

  /** A test whose asking failed: who asked again has another, since each has a key of its own. */
  const isGivenUp = ({ state, send }: Account): boolean =>
    state === 'starting' && send.test !== undefined && !acts.sends.some(({ id }) => id === send.id)
  /** A letter of welcome waits for as long as nobody has decided about its reader in the digest. */
  const isOver = (accounts: readonly Account[]): boolean => {
    const open = accounts.filter(
      (one) => one.state !== 'finished' && one.state !== 'cancelled' && !isGivenUp(one),
    )
    if (open.length === 0) return accounts.length > 0
    onlyWelcomes = open.every(({ send }) => send.series) ? onlyWelcomes + 1 : 0
    return onlyWelcomes > patientLooks
  }
  /** What a person does who is told that something waits for them. @returns whether they did anything */
  const seeTo = async (accounts: readonly Account[]): Promise<boolean> => {
    const held = accounts.filter(
      ({ state, send }) => state === 'held' && Object.keys(send.holds).some((cause) => cause !== 'quota'),
    )
    const resumed = acts.isPaused() ? [] : held
    for (const { send } of resumed) await admin.act(send.id, { action: 'resume' })
    const isRedriven = await admin.redrive()
    if (isRedriven) met.note('redriven')
    return resumed.length > 0 || isRedriven
  }
  const lookAround = async (): Promise<'over' | 'goes on'> => {
    await look()
    const { quiet: isQuiet, hidden } = await quiet.look()
    if (!isQuiet) return 'goes on'
    if (!readers.isBusy() && !acts.isBusy() && !victims.anyStopped()) {
      const accounts = (await admin.accounts().catch(() => undefined)) ?? []
      if (hidden === 0 && isOver(accounts) && quiet.isSummedUp()) return 'over'
      // Time must not leap over calls that begin by what was done just now.
      isSeenTo = !isSeenTo && (await seeTo(accounts))
      if (isSeenTo) {
        quiet.startOver()
        return 'goes on'
      }
    }
    quiet.pass()
    return 'goes on'
  }
  /** @throws when it does not come to its end in time */
  return async (): Promise<void> => {
    onlyWelcomes = 0
    while (realNow() < deadline) {
      if ((await lookAround()) === 'over') return
      await realSleep(lookEveryMs)
    }
    const busy = cloud.sandboxes().filter((one) => one.busy)
    log.say(`not over: ${JSON.stringify(await admin.accounts())}`)
    log.say(`busy: ${JSON.stringify(busy)}; queues: ${JSON.stringify(await quiet.look())}`)
    throw new Error(`It did not come to its end in ${patienceMs} ms`)
  }
}
