import { createChance } from '../../infra/local/chance.ts'
import type { Choice, Moment } from './choose.ts'
import { realSleep } from './clock.ts'
import type { Victims } from './victims.ts'

type Options = { choice: Choice; victims: Victims; accepted: () => number; now: () => number }

/** What befalls workers at moments that the seed chose: they are struck dead, stand still, or get another time. */
export const createMishaps = ({ choice, victims, accepted, now }: Options) => {
  const { pick } = createChance(choice.seed)
  const due = <T extends Moment>(moments: T[]): T[] => {
    const come = moments.filter(({ afterMails }) => accepted() >= afterMails)
    for (const one of come) moments.splice(moments.indexOf(one), 1)
    return come
  }
  const strikes = [...choice.strikes]
  const stops = [...choice.stops]
  const clockSteps = [...choice.clockSteps]
  const asleep: { id: string; until: number }[] = []
  const anyone = (name: string, of?: string) => {
    const all = victims.working(of)
    return all.length > 0 ? pick(name, all) : undefined
  }

  const strike = async (waitMs: number) => {
    await realSleep(waitMs)
    const victim = anyone(`victim ${accepted()}`)
    if (victim) await victims.kill(victim.id, `struck after ${accepted()} mails`)
  }
  return {
    /** To be called again and again. */
    look: async () => {
      for (const { id } of asleep.filter(({ until }) => now() >= until)) victims.goOn(id)
      asleep.splice(0, asleep.length, ...asleep.filter(({ until }) => now() < until))
      for (const { waitMs } of due(strikes)) await strike(waitMs)
      for (const { forMs } of due(stops)) {
        const victim = anyone(`stopped ${accepted()}`, 'SendingDeliverFunction')
        if (victim && victims.stop(victim.id)) asleep.push({ id: victim.id, until: now() + forMs })
      }
      for (const { ms } of due(clockSteps)) {
        const victim = anyone(`clock ${accepted()}`, 'SendingDeliverFunction')
        if (victim) victims.setClock(victim.id, ms)
      }
    },
  }
}
