import { expect, test } from 'vitest'
import type { MailOutcome } from '../../../functions/mail/mailer.ts'
import { createSubscribe } from '../../../functions/subscription/states/subscribe.ts'
import { type Subscriber, waitingOf } from '../../../functions/subscription/states/subscriber.ts'
import { aSubscriber, noon, someSubscribers } from '../../builders.ts'
import { idOf } from '../../reader-ids.ts'

const wording = 'By subscribing you agree.'
const choice = { email: 'ada@example.org', language: 'en', topics: ['focus'] }
const signUp = { ...choice, form: '/zh/' }

/** A desk at which Ada, in the given state, signs up; its clock stands at noon unless it is moved. */
const aDesk = (row?: Subscriber, answer: MailOutcome = { outcome: 'accepted', id: 'm-1' }) => {
  const subscribers = someSubscribers(...(row ? [row] : []))
  const mails: [string, Subscriber][] = []
  const desk = {
    subscribers,
    mails,
    at: noon,
    /** Whether the inbox has room for a mail, and how often that was asked. */
    room: true,
    asked: 0,
    signUp: (but = {}) => subscribe({ ...signUp, ...but }, wording),
  }
  const subscribe = createSubscribe({
    subscribers,
    idOf,
    now: () => desk.at,
    admitMail: async () => {
      desk.asked += 1
      return desk.room
    },
    mail: async (kind, reader) => {
      const row = subscribers.kept.get(reader.id)
      expect((waitingOf(row, desk.at) ?? row)?.status).toBe(reader.status)
      mails.push([kind, reader])
      return answer
    },
  })
  return desk
}

test('a new address becomes pending, with the evidence of consent, and is asked to confirm', async () => {
  const desk = aDesk()
  expect(await desk.signUp()).toEqual({ outcome: 'confirm', mail: 'accepted' })
  expect(desk.subscribers.only()).toEqual({
    id: desk.mails[0]![1].id,
    ...choice,
    status: 'pending',
    consent: { at: '2026-11-30T12:00:00.000Z', form: '/zh/', wording },
    createdAt: '2026-11-30T12:00:00.000Z',
    revision: 1,
    expires: noon / 1000 + 8 * 86_400,
    mailedAt: '2026-11-30T12:00:00.000Z',
    mails: 1,
  })
})

test('a pending address is asked again, at most three times a day and a minute apart', async () => {
  const desk = aDesk()
  const asked: string[] = []
  for (const seconds of [0, 59, 60, 90, 120, 3_600, 80_000, 120 + 86_399, 120 + 86_400]) {
    desk.at = noon + seconds * 1_000
    asked.push(`${seconds}: ${(await desk.signUp()).outcome}`)
  }
  expect(asked.filter((line) => line.endsWith('confirm'))).toEqual([
    '0: confirm',
    '60: confirm',
    '120: confirm',
    '86520: confirm',
  ])
})

test('a sign-up too soon for another mail still corrects the choice that the link will confirm', async () => {
  const desk = aDesk(aSubscriber('pending', { mailedAt: '2026-11-30T11:59:30.000Z' }))
  expect(await desk.signUp({ topics: ['views'], language: 'zh-CN' })).toEqual({ outcome: 'no-mail' })
  expect(desk.subscribers.only()).toMatchObject({
    topics: ['views'],
    language: 'zh-CN',
    mailedAt: '2026-11-30T11:59:30.000Z',
    mails: 1,
  })
})

test('an active reader is told, and nothing of what they chose changes', async () => {
  const row = aSubscriber('active', { topics: ['press'] })
  const desk = aDesk(row)
  expect(await desk.signUp({ language: 'zh-CN' })).toEqual({ outcome: 'known', mail: 'accepted' })
  expect(desk.subscribers.only()).toEqual({
    ...row,
    revision: 2,
    mailedAt: '2026-11-30T12:00:00.000Z',
    mails: 1,
  })
})

test('the zone and the answers of an active reader are not a stranger’s to change', async () => {
  const row = aSubscriber('active', { timeZone: 'Asia/Tokyo', fields: { role: 'media' } })
  const desk = aDesk(row)
  await desk.signUp({ timeZone: 'Europe/Paris', fields: { role: 'student', print: 'yes' } })
  expect(desk.subscribers.only()).toMatchObject({ timeZone: 'Asia/Tokyo', fields: { role: 'media' } })
})

test('a new address gets the zone and the answers of its form, and the link confirms the last form', async () => {
  const desk = aDesk()
  await desk.signUp({ timeZone: 'Europe/Paris', fields: { role: 'student' } })
  expect(desk.subscribers.only()).toMatchObject({ timeZone: 'Europe/Paris', fields: { role: 'student' } })
  for (const seconds of [10, 70]) {
    desk.at = noon + seconds * 1_000
    await desk.signUp({ fields: { print: 'yes' } })
    expect(desk.subscribers.only()).toMatchObject({ status: 'pending', fields: { print: 'yes' } })
    expect(desk.subscribers.only()).not.toHaveProperty('timeZone')
  }
})

test('somebody who comes back is asked to confirm what they choose now', async () => {
  const row = aSubscriber('unsubscribed', { timeZone: 'Asia/Tokyo', fields: { role: 'media' } })
  const desk = aDesk(row)
  await desk.signUp({ timeZone: 'Europe/Paris' })
  const asked = waitingOf(desk.subscribers.only(), noon)
  expect(asked).toMatchObject({ topics: ['focus'], timeZone: 'Europe/Paris' })
  expect(asked).not.toHaveProperty('fields')
  desk.at += 10_000
  await desk.signUp({ topics: ['press'] })
  expect(waitingOf(desk.subscribers.only(), noon)).toMatchObject({ topics: ['press'] })
  expect(waitingOf(desk.subscribers.only(), noon)).not.toHaveProperty('timeZone')
  expect(desk.mails.map(([kind]) => kind)).toEqual(['confirm'])
})

test('nobody can flood an active reader through the form', async () => {
  const desk = aDesk(aSubscriber('active'))
  for (let minute = 0; minute < 600; minute += 1) {
    desk.at = noon + minute * 60_000
    await desk.signUp()
  }
  expect(desk.mails).toHaveLength(3)
})

test('a sign-up of somebody who left waits beside their row, which keeps its evidence and gets no end', async () => {
  const row = aSubscriber('unsubscribed')
  const desk = aDesk(row)
  expect(await desk.signUp({ language: 'zh-CN' })).toEqual({ outcome: 'confirm', mail: 'accepted' })
  expect(desk.mails[0]![1]).toMatchObject({ email: 'ada@example.org', language: 'zh-CN', topics: ['focus'] })
  expect(desk.subscribers.only()).toEqual({
    ...row,
    revision: 2,
    request: {
      language: 'zh-CN',
      topics: ['focus'],
      consent: { at: '2026-11-30T12:00:00.000Z', form: '/zh/', wording },
      until: noon / 1000 + 8 * 86_400,
    },
    mailedAt: '2026-11-30T12:00:00.000Z',
    mails: 1,
  })
})

test('nobody can flood somebody who left through the form', async () => {
  const desk = aDesk(aSubscriber('unsubscribed'))
  for (let minute = 0; minute < 600; minute += 1) {
    desk.at = noon + minute * 60_000
    await desk.signUp()
  }
  expect(desk.mails).toHaveLength(3)
})

test.each([undefined, aSubscriber('pending'), aSubscriber('active'), aSubscriber('unsubscribed')])(
  'an inbox that had its share of mails gets none, whoever is asked for: %#',
  async (row) => {
    const desk = aDesk(row)
    desk.room = false
    expect(await desk.signUp()).toEqual({ outcome: 'no-mail' })
    expect(desk.mails).toEqual([])
    if (row?.status !== 'pending') expect(desk.subscribers.only()).toEqual(row)
    desk.room = true
    expect(await desk.signUp()).toMatchObject({ mail: 'accepted' })
  },
)

test('an inbox is counted for mails alone: not for whom there is none, nor once more when the row has changed', async () => {
  const suppressed = aDesk(aSubscriber('suppressed'))
  await suppressed.signUp()
  const asked = aDesk(aSubscriber('pending', { mailedAt: '2026-11-30T11:59:30.000Z' }))
  await asked.signUp()
  expect([suppressed.asked, asked.asked]).toEqual([0, 0])
  const busy = aDesk()
  const { replace } = busy.subscribers
  let met = 0
  const subscribe = createSubscribe({
    idOf,
    subscribers: {
      ...busy.subscribers,
      replace: async (...args) => {
        met += 1
        return met < 4 ? 'changed-meanwhile' : replace(...args)
      },
    },
    now: () => noon,
    admitMail: async () => {
      busy.asked += 1
      return true
    },
    mail: async () => ({ outcome: 'accepted', id: 'm-1' }),
  })
  expect(await subscribe(signUp, wording)).toMatchObject({ outcome: 'confirm' })
  expect(busy.asked).toBe(1)
})

test('a suppressed address gets no mail and stays as it is', async () => {
  const row = aSubscriber('suppressed')
  const desk = aDesk(row)
  expect(await desk.signUp()).toEqual({ outcome: 'no-mail' })
  expect(desk.subscribers.only()).toEqual(row)
  expect(desk.mails).toEqual([])
})

test('a lapsed sign-up that the database has not deleted yet counts as nobody', async () => {
  const lapsed = aSubscriber('pending', {
    expires: noon / 1000 - 1,
    mailedAt: '2026-11-21T12:00:00.000Z',
    mails: 3,
  })
  const desk = aDesk(lapsed)
  expect(await desk.signUp()).toMatchObject({ outcome: 'confirm' })
  expect(desk.subscribers.only()).toMatchObject({
    createdAt: '2026-11-30T12:00:00.000Z',
    mails: 1,
    revision: 2,
  })
})

test('two sign-ups at once make one subscriber and one mail', async () => {
  const desk = aDesk()
  const moves = [desk.signUp({ topics: [] }), desk.signUp({ topics: ['press'] })]
  const outcomes = (await Promise.all(moves)).map(({ outcome }) => outcome)
  expect(outcomes.sort()).toEqual(['confirm', 'no-mail'])
  expect(desk.mails).toHaveLength(1)
})

test('a write whose answer was lost, and which was repeated, is known for our own', async () => {
  const desk = aDesk()
  const { replace } = desk.subscribers
  const lossy = {
    ...desk.subscribers,
    replace: async (...args: Parameters<typeof replace>) => {
      await replace(...args)
      return replace(...args)
    },
  }
  const mails: string[] = []
  const subscribe = createSubscribe({
    subscribers: lossy,
    idOf,
    now: () => noon,
    admitMail: async () => true,
    mail: async (kind) => {
      mails.push(kind)
      return { outcome: 'accepted', id: 'm-1' }
    },
  })
  expect(await subscribe(signUp, wording)).toMatchObject({ outcome: 'confirm' })
  expect(mails).toEqual(['confirm'])
})

test('a row that changes under every attempt is a surprise', async () => {
  const desk = aDesk()
  const restless = { ...desk.subscribers, replace: async () => 'changed-meanwhile' as const }
  const subscribe = createSubscribe({
    subscribers: restless,
    idOf,
    now: () => noon,
    admitMail: async () => true,
    mail: async () => expect.fail(),
  })
  await expect(subscribe(signUp, wording)).rejects.toThrow('changed at each of 6 attempts')
})

test.each(['throttled', 'quota', 'uncertain', 'rejected'] as const)(
  'a mail that was %s is reported, and the sign-up stands',
  async (outcome) => {
    const desk = aDesk(undefined, { outcome, reason: 'x' } as MailOutcome)
    expect(await desk.signUp()).toEqual({ outcome: 'confirm', mail: outcome })
    expect(desk.subscribers.only()?.status).toBe('pending')
  },
)
