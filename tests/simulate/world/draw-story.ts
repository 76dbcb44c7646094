import type { Chance } from '../engine/chance.ts'
import type { Act } from '../history.ts'
import { topic } from './magazine.ts'
import { shards } from './scale.ts'
import type { Deed, Person, Story } from './story.ts'
import { newAddress, type ThemeName, themeNames, themes } from './themes.ts'

const hour = 3_600_000

/** Two readers in the first shard, one in each of the others. */
const ids = [shards[0], ...shards].map((shard, index) => `${shard}${String(index).repeat(30)}`)

/** From milliseconds to minutes, each order of magnitude equally likely. */
const sometime = (chance: Chance, from = 100, to = 300_000): number =>
  Math.round(from * (to / from) ** chance.next())

/**
 * Draws a story. In most of them anything may happen; the others focus on situations that the protocol has rules for.
 * @param now when it begins, Unix ms
 * @param dwell the theme to focus on, instead of a random one
 */
export const drawStory = (chance: Chance, now: number, dwell?: ThemeName): Story => {
  const story = drawAny(chance, now)
  const theme = dwell ?? (chance.is(0.6) ? undefined : chance.pick(themeNames))
  const told = theme ? { ...story, ...themes[theme](story, chance) } : story
  // Each request for a test is a test of its own.
  return story.test
    ? { ...told, deeds: told.deeds.filter(({ what, at }) => what !== 'request' || at === 0) }
    : told
}

const drawAny = (chance: Chance, now: number): Story => {
  const people = ids.slice(0, chance.between(2, ids.length)).map((id, index): Person => {
    const status = chance.is(0.9) ? 'active' : chance.pick(['pending', 'unsubscribed', 'suppressed'] as const)
    const topics = chance.is(0.05) && { topics: [topic.another] }
    return { id, email: `r${index}@example.org`, status, confirmedAt: now - hour * 24, ...topics }
  })
  const someone = () => chance.pick(people).id
  const deeds: Deed[] = [{ at: 0, what: 'request' }]
  const may = (probability: number, what: Act['what'], at: number, reader?: string) => {
    if (chance.is(probability)) deeds.push({ at, what, ...(reader && { reader }) })
  }
  may(0.15, 'request', sometime(chance))
  may(0.4, 'unsubscribe', sometime(chance), someone())
  // About when mails go out.
  may(0.5, 'unsubscribe', chance.between(300, 4_000), someone())
  const paused = sometime(chance)
  if (chance.is(0.25))
    deeds.push({ at: paused, what: 'pause' }, { at: paused + sometime(chance), what: 'resume' })
  const cancelled = sometime(chance)
  may(0.2, 'cancel', cancelled)
  if (deeds.at(-1)?.what === 'cancel') {
    may(0.5, 'ask-anew', cancelled + sometime(chance))
    may(0.1, 'cancel', cancelled + sometime(chance))
  }
  may(0.15, 'resume', sometime(chance))
  const refused = chance.is(0.2) ? [chance.pick(people).email] : []
  may(refused.length > 0 ? 0.4 : 0.05, 'retry', sometime(chance, 1_000, 1_000_000))
  may(refused.length > 0 ? 0.4 : 0, 'retry', chance.between(500, 8_000))
  may(0.15, 'resend', sometime(chance, 1_000, 2_000_000))
  may(0.05, 'write-off', sometime(chance, 1_000, 2_000_000))
  if (chance.is(0.15)) {
    const topics = chance.pick([[topic.another], [topic.another, topic.itsOwn], []])
    deeds.push({ at: chance.between(1, 4_000), what: 'choose', reader: someone(), topics })
  }
  if (chance.is(0.3)) {
    const pausing = { at: chance.pick([0, chance.between(1, 4_000), sometime(chance)]), reader: someone() }
    deeds.push({ ...pausing, what: 'pause-reader', forMs: sometime(chance, 1_000, 3_000_000) })
    if (chance.is(0.3))
      deeds.push({ ...pausing, what: 'unpause-reader', at: pausing.at + sometime(chance, 1_000, 300_000) })
  }
  may(0.15, 'erase', sometime(chance), someone())
  if (chance.is(0.15))
    deeds.push({ at: sometime(chance), what: 'move', reader: someone(), to: newAddress(0) })
  for (const { id, status } of people)
    if (status === 'pending') deeds.push({ at: sometime(chance), what: 'confirm', reader: id })
  const troubles = [
    ['MessageRejected', 'Sending paused for this account. For more information, check the inbox.'],
    ['InvalidClientTokenId', 'The security token included in the request is invalid.'],
    ['AccountSendingPausedException', 'Email sending is paused.'],
  ] as const
  const [name, message] = chance.pick(troubles)
  const from = now + sometime(chance)
  const test = chance.is(0.06) ? 'tester@example.org' : undefined
  return {
    people,
    deeds,
    ranges: chance.between(1, 2),
    planMs: chance.pick([0, 20_000]),
    ...(test && { test }),
    rate: chance.pick([1, 5, 14, 14, 500]),
    throttled: chance.pick([0, 0.01, 0.01, 0.3]),
    daily: chance.is(0.15) ? chance.between(1, 3) : 50_000,
    ...(chance.is(0.1) && { troubled: { from, to: from + sometime(chance, 1_000, 600_000), name, message } }),
    quotaFreeAt: sometime(chance, 10_000, 1_000_000),
    slowSigning: chance.pick([0.02, 0.02, 0.3]),
    repeated: chance.pick([0, 0.03, 0.03, 0.5]),
    refused,
    odd: chance.is(0.08) ? [chance.pick(people).email] : [],
    clocksOff: chance.pick([0, 0, 5_000, hour]),
    workers: chance.between(2, 3),
    sweeps: [],
    dies: chance.is(0.1) ? [sometime(chance)] : [],
    republished: chance.is(0.1) ? [{ at: sometime(chance) }] : [],
    isAnnounced: chance.is(0.2),
    unreadable: chance.is(0.1) ? [spoiled(chance)] : [],
    unreported: 0.15,
    complained: chance.is(0.04) ? 0.8 : 0.05,
    isLeftAlone: chance.is(0.3),
    favoured: [],
    rough: 3,
  }
}

const spoiled = (chance: Chance): Story['unreadable'][number] => {
  const from = sometime(chance)
  return {
    row: chance.pick(['reader', 'batch'] as const),
    from,
    to: from + sometime(chance, 1_000, 2_000_000),
  }
}
