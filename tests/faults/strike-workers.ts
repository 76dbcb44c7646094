import { createChance } from '#local-cloud/host/seeded-random'
import { realSleep } from './clock.ts'
import type { Choice, Moment } from './draw-choice.ts'
import type { Met } from './met.ts'
import { type Victim, victimFunctions } from './victim-functions.ts'
import type { Victims } from './victims.ts'

type Options = { choice: Choice; victims: Victims; met: Met; accepted: () => number; now: () => number }

/**
 * What befalls workers at moments that the seed chose: they are struck dead, stand still, or get another time. Where
 * nobody works just then whom it could befall, it befalls the next.
 */
export const createStrikes = ({ choice, victims, met, accepted, now }: Options) => {
  const { pick } = createChance(choice.seed)
  const take = <T extends Moment>(moments: T[], befall: (one: T) => boolean) => {
    for (const one of moments.filter(({ afterMails }) => accepted() >= afterMails))
      if (befall(one)) moments.splice(moments.indexOf(one), 1)
  }
  const strikes = [...choice.strikes]
  const stops = [...choice.stops]
  const clockSteps = [...choice.clockSteps]
  const asleep: { id: string; until: number }[] = []
  const struck: Promise<void>[] = []
  const anyone = (name: string, of?: Victim) => {
    const all = victims.working(of && victimFunctions[of])
    return all.length > 0 ? pick(name, all) : undefined
  }

  const strike = async (waitMs: number) => {
    await realSleep(waitMs)
    const victim = anyone(`victim ${accepted()}`)
    if (!victim) return
    met.note('struck dead')
    await victims.kill(victim.id, `struck after ${accepted()} mails`)
  }
  const stop = (of: Victim, forMs: number): boolean => {
    const victim = anyone(`stopped ${accepted()}`, of)
    if (!victim || !victims.stop(victim.id)) return false
    met.note(`stopped: ${of}`)
    asleep.push({ id: victim.id, until: now() + forMs })
    return true
  }
  /** One that is frozen between two events gets its time when it goes on. */
  const setClock = (of: Victim, ms: number): boolean => {
    const all = victims.allOf(victimFunctions[of])
    const victim = anyone(`clock ${accepted()}`, of) ?? all[0]
    if (!victim) return false
    met.note(`clock set: ${of}`)
    victims.setClock(victim.id, ms)
    return true
  }
  return {
    add: (one: Choice['strikes'][number]) => void strikes.push(one),
    /** To be called again and again. */
    look: async () => {
      for (const { id } of asleep.filter(({ until }) => now() >= until)) victims.goOn(id)
      asleep.splice(0, asleep.length, ...asleep.filter(({ until }) => now() < until))
      take(strikes, ({ waitMs }) => struck.push(strike(waitMs)) > 0)
      take(clockSteps, ({ ms, of }) => setClock(of, ms))
      take(stops, ({ forMs, of }) => stop(of, forMs))
      await Promise.all(struck.splice(0))
    },
  }
}
