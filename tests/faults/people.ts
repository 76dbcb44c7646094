import { readKeyring } from '../../functions/platform/keyring.ts'
import { createLinks } from '../../functions/platform/links.ts'
import { createReaderLinks } from '../../functions/subscription/reader-links.ts'
import type { Service } from '../journeys/service.ts'
import { type Admin, insist } from './admin.ts'
import type { Choice } from './choose.ts'
import type { Log } from './log.ts'
import type { Arrival } from './meddle-mail.ts'

type Options = {
  choice: Choice
  service: Service
  admin: Admin
  send: string
  secret: string
  /** Ids of the audience, in the order in which they are planned. */
  audience: string[]
  seen: { accepted: number; mailed: Set<string>; arrivals: Arrival[] }
  log: Log
  now: () => number
}

/** What readers and an admin do in mid-send: readers leave; the admin pauses, resumes, cancels. */
export const createPeople = ({ choice, service, admin, send, secret, audience, seen, log, now }: Options) => {
  const links = createReaderLinks({ links: createLinks(readKeyring(secret)), siteUrl: service.site, now })
  /** When a reader was told that they get no more mail, Unix ms. */
  const left = new Map<string, number>()
  const asked = new Set<string>()
  const leavers = [...choice.leavers]
  const busy = new Set<Promise<void>>()
  const acts = { pause: choice.pause, cancel: choice.cancel }
  /** When it was paused, Unix ms; the last one may last. */
  const pauses: { from: number; to: number }[] = []
  let pausedUntil = 0

  /** Somebody who waits, so that their state may have been read already. */
  const nextLeaver = () => {
    const waiting = audience.filter((id) => !seen.mailed.has(id) && !asked.has(id))
    return waiting[(asked.size * 31) % Math.max(1, waiting.length)]
  }
  const leave = async () => {
    const id = nextLeaver()
    if (!id) return
    asked.add(id)
    const fields = { 'List-Unsubscribe': 'One-Click' }
    const { status } = await insist(`${id} leaves`, log, () =>
      service.post(links('unsubscribe', id, send).url, fields),
    )
    if (status === 200) left.set(id, now())
  }
  const pause = async (forMs: number) => {
    await admin.act({ action: 'pause' })
    pauses.push({ from: now(), to: Number.POSITIVE_INFINITY })
    pausedUntil = now() + forMs
  }
  const resume = async () => {
    pausedUntil = 0
    pauses.at(-1)!.to = now()
    await admin.act({ action: 'resume' })
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

  return {
    left,
    asked,
    pauses,
    isBusy: () => busy.size > 0 || pausedUntil > 0,
    /** To be called again and again. */
    look: () => {
      for (const one of leavers.filter(({ afterMails }) => seen.accepted >= afterMails)) {
        leavers.splice(leavers.indexOf(one), 1)
        begin(leave())
      }
      if (acts.pause && seen.accepted >= acts.pause.afterMails) {
        const { forMs } = acts.pause
        acts.pause = undefined
        begin(pause(forMs))
      }
      if (pausedUntil > 0 && now() >= pausedUntil) begin(resume())
      if (acts.cancel && seen.accepted >= acts.cancel.afterMails) {
        acts.cancel = undefined
        begin(admin.act({ action: 'cancel' }))
      }
    },
  }
}
export type People = ReturnType<typeof createPeople>
