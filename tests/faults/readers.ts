import { readKeyring } from '../../functions/runtime/read-keyring.ts'
import { createLinks } from '../../functions/runtime/signed-links.ts'
import { createReaderLinks } from '../../functions/subscription/states/reader-links.ts'
import type { Service } from '../journeys/service.ts'
import { insist } from './admin.ts'
import type { Person } from './audience.ts'
import { realSleep } from './clock.ts'
import type { Choice } from './draw-choice.ts'
import type { Recorder } from './history.ts'
import type { Log } from './log.ts'
import type { Met } from './met.ts'

type Options = {
  choice: Choice
  service: Service
  secret: string
  /** In the order in which they are planned. */
  audience: Person[]
  /** Signed up, and not confirmed. */
  pending: Person[]
  seen: { accepted: number; mailed: Set<string> }
  met: Met
  history: Recorder
  log: Log
  now: () => number
}

/**
 * Who waits for this mail can only press a link of an earlier one. A link of this mail would say that they got
 * it, and feedback believes it.
 */
const earlier = 'f-0--digest'

/** How many are next: whose states are read together, and a chunk. */
const soon = [15, 60]

type Stay = { from: number; to: number }

/** What readers do in mid-send: they leave, come back, confirm, and choose anew. */
export const createReaders = (options: Options) => {
  const { choice, service, secret, audience, pending, seen, met, history, log, now } = options
  const links = createReaderLinks({ links: createLinks(readKeyring(secret)), siteUrl: service.site, now })
  /** From when a reader was told that they get no more mail until they asked for it again, Unix ms. */
  const away = new Map<string, Stay[]>()
  const asked = new Set<string>()
  const joined = new Set<string>()
  const chose = new Set<string>()
  const cameBack = new Set<string>()
  /** Their rows are new. */
  const signedUpAgain = new Set<string>()
  /** They asked to leave more than once: a press that nobody answered may take effect when they have come back. */
  const pressedAgain = new Set<string>()
  const leavers = [...choice.leavers]
  const joiners = [...choice.joiners]
  const choosers = [...choice.choosers]
  const waiting = [...pending]
  const busy = new Set<Promise<void>>()

  /** Somebody who waits; every other time one of the next, so that their state may have been read already. */
  const nextWaiting = (nth: number) => {
    const left = audience.filter(({ id }) => !seen.mailed.has(id) && !asked.has(id) && !chose.has(id))
    const near = nth % 2 === 0 ? left.slice(0, soon[(nth / 2) % soon.length]) : left
    return near[(nth * 31) % Math.max(1, near.length)]
  }
  const confirm = async (id: string) => {
    const ended = history.asks('confirm', { reader: id })
    const token = () => links('confirm', id).token
    const answer = await insist(`${id} confirms`, log, () => service.post('/confirm', { token: token() }))
    ended(answer.status)
    return answer
  }

  const leave = async (comesBackAfterMs?: number) => {
    const person = nextWaiting(asked.size)
    if (!person) return
    const { id } = person
    asked.add(id)
    const fields = { 'List-Unsubscribe': 'One-Click' }
    const ended = history.asks('unsubscribe', { reader: id })
    let presses = 0
    const { status } = await insist(`${id} leaves`, log, () => {
      presses += 1
      if (presses > 1) pressedAgain.add(id)
      return service.post(links('unsubscribe', id, earlier).url, fields)
    })
    ended(status)
    if (status !== 200) return
    const stay: Stay = { from: now(), to: Number.POSITIVE_INFINITY }
    away.set(id, [stay])
    met.note('a reader leaves')
    if (comesBackAfterMs !== undefined) await comeBack(person, stay, comesBackAfterMs)
  }
  const comeBack = async ({ id, email, language }: Person, stay: Stay, afterMs: number) => {
    const at = now() + afterMs
    while (now() < at) await realSleep(20)
    await insist(`${id} signs up again`, log, () => service.signUp({ email, language }))
    stay.to = now()
    signedUpAgain.add(id)
    const { status } = await confirm(id)
    if (status !== 200) return
    cameBack.add(id)
    met.note('a reader comes back')
  }
  const join = async () => {
    const person = waiting.shift()
    if (!person) return
    const { status } = await confirm(person.id)
    if (status !== 200) return
    joined.add(person.id)
    met.note('a reader confirms')
  }
  /** They stay in the audience, with other topics and in another language. */
  const choose = async () => {
    const person = nextWaiting(chose.size + 7)
    if (!person) return
    chose.add(person.id)
    const fields = {
      token: links('preferences', person.id).token,
      language: person.language === 'en' ? 'zh-CN' : 'en',
      topics: ['', 'focus'],
    }
    const { status } = await insist(`${person.id} chooses`, log, () => service.post('/preferences', fields))
    if (status === 200) met.note('a reader chooses anew')
  }
  const begin = (work: Promise<unknown>) => {
    const done = work.then(
      () => void busy.delete(done),
      (error: Error) => {
        log.say(error.message)
        busy.delete(done)
      },
    )
    busy.add(done)
  }
  const due = <T extends { afterMails: number }>(all: T[], act: (one: T) => Promise<unknown>) => {
    for (const one of all.filter(({ afterMails }) => seen.accepted >= afterMails)) {
      all.splice(all.indexOf(one), 1)
      begin(act(one))
    }
  }
  return {
    away,
    asked,
    joined,
    chose,
    cameBack,
    signedUpAgain,
    pressedAgain,
    isBusy: () => busy.size > 0,
    /** To be called again and again. */
    look: () => {
      due(leavers, ({ comesBackAfterMs }) => leave(comesBackAfterMs))
      due(joiners, join)
      due(choosers, choose)
    },
  }
}
export type Readers = ReturnType<typeof createReaders>
