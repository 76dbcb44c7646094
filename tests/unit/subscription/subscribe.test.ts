import { expect, test } from 'vitest'
import type { MailOutcome } from '../../../functions/mail/mailer.ts'
import { type Consent, signUpMark } from '../../../functions/subscription/states/consent.ts'
import { transition } from '../../../functions/subscription/states/state-machine.ts'
import { createSubscribe } from '../../../functions/subscription/states/subscribe.ts'
import { type Subscriber, signUpsOf, waitingOf } from '../../../functions/subscription/states/subscriber.ts'
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
    signUp: (but = {}) => subscribe({ ...signUp, ...but }, { wording }),
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

test('a sign-up too soon for a mail of its own changes nothing of what the link that is mailed will confirm', async () => {
  const row = aSubscriber('pending', { mailedAt: '2026-11-30T11:59:30.000Z' })
  const desk = aDesk(row)
  expect(await desk.signUp({ topics: ['views'], language: 'zh-CN' })).toEqual({ outcome: 'no-mail' })
  expect(desk.subscribers.only()).toEqual(row)
})

const waits = { language: 'zh-CN', topics: ['press'] }
const theirs = { at: '2026-11-30T11:00:00.000Z', form: '/zh/', wording: '请寄给我。' }
test.each<[string, Subscriber]>([
  ['pending', aSubscriber('pending', { ...waits, consent: theirs })],
  ['back', aSubscriber('unsubscribed', { request: { ...waits, consent: theirs, until: noon / 1000 + 60 } })],
])(
  'whoever signs up somebody who is %s, by another form, adds to nothing that waits: each link confirms what its form said',
  async (_, row) => {
    const desk = aDesk(row)
    await desk.signUp({ topics: ['views'], form: '/subscribe', fields: { role: 'media' } })
    const stored = desk.subscribers.only()
    const [[, mailed]] = desk.mails as [[string, Subscriber]]
    expect(mailed).toMatchObject({
      language: 'en',
      topics: ['views'],
      consent: { form: '/subscribe', wording },
    })
    const confirmedBy = (consent: Consent) => {
      const event = { type: 'confirm' as const, at: '2026-11-30T12:05:00.000Z', signUp: signUpMark(consent) }
      return transition(stored, event, noon)
    }
    const first = confirmedBy(theirs)
    expect(first).toMatchObject({ status: 'active', ...waits, consent: theirs })
    expect(first).not.toHaveProperty('fields')
    expect(JSON.stringify(first)).not.toContain('media')
    expect(confirmedBy(mailed.consent)).toMatchObject({
      ...{ status: 'active', language: 'en', topics: ['views'], fields: { role: 'media' } },
      consent: { form: '/subscribe', wording },
    })
    // A link of before there were marks is that of the earliest, and one of none of these confirms nothing.
    expect(transition(stored, { type: 'confirm', at: 'now' }, noon)).toMatchObject({
      ...waits,
      consent: theirs,
    })
    expect(confirmedBy({ ...theirs, at: '2026-11-01T00:00:00.000Z' })).toBeUndefined()
  },
)

test('of who is to be asked by a list, a form that somebody sends does not replace where they came from', async () => {
  const consent = { at: '2026-11-30T11:00:00.000Z', import: 'old', row: 7 }
  const expires = noon / 1000 + 30 * 86_400
  const desk = aDesk(aSubscriber('pending', { consent, mails: 0, expires }))
  expect(await desk.signUp()).toMatchObject({ outcome: 'confirm' })
  expect(desk.subscribers.only()).toMatchObject({ consent, expires, later: [{ consent: { form: '/zh/' } }] })
  const [[, mailed]] = desk.mails as [[string, Subscriber]]
  expect(mailed.consent).toMatchObject({ form: '/zh/' })
})

test('what waits lapses one by one: a stranger who asks again and again keeps nothing for longer', async () => {
  const desk = aDesk()
  for (let day = 0; day < 30; day += 1) {
    desk.at = noon + day * 86_400_000
    await desk.signUp({ topics: [`t${day}`] })
  }
  const asked = signUpsOf(waitingOf(desk.subscribers.only(), desk.at)!).map(({ topics }) => topics[0])
  expect(asked).toEqual(['t22', 't23', 't24', 't25', 't26', 't27', 't28', 't29'])
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

test('a new address gets the zone and the answers of its form; a further form waits beside it', async () => {
  const desk = aDesk()
  await desk.signUp({ timeZone: 'Europe/Paris', fields: { role: 'student' } })
  expect(desk.subscribers.only()).toMatchObject({ timeZone: 'Europe/Paris', fields: { role: 'student' } })
  desk.at = noon + 70_000
  await desk.signUp({ fields: { print: 'yes' } })
  expect(desk.subscribers.only()).toMatchObject({
    ...{ status: 'pending', timeZone: 'Europe/Paris', fields: { role: 'student' } },
    later: [{ fields: { print: 'yes' } }],
  })
  expect(desk.mails[1]![1]).not.toHaveProperty('timeZone')
})

test('somebody who comes back is asked to confirm what they choose now', async () => {
  const row = aSubscriber('unsubscribed', { timeZone: 'Asia/Tokyo', fields: { role: 'media' } })
  const desk = aDesk(row)
  await desk.signUp({ timeZone: 'Europe/Paris' })
  const asked = waitingOf(desk.subscribers.only(), noon)
  expect(asked).toMatchObject({ topics: ['focus'], timeZone: 'Europe/Paris' })
  expect(asked).not.toHaveProperty('fields')
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
  expect(await subscribe(signUp, { wording })).toMatchObject({ outcome: 'confirm' })
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
  expect(await subscribe(signUp, { wording })).toMatchObject({ outcome: 'confirm' })
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
  await expect(subscribe(signUp, { wording })).rejects.toThrow('changed at each of 6 attempts')
})

test.each(['throttled', 'quota', 'uncertain', 'rejected'] as const)(
  'a mail that was %s is reported, and the sign-up stands',
  async (outcome) => {
    const desk = aDesk(undefined, { outcome, reason: 'x' } as MailOutcome)
    expect(await desk.signUp()).toEqual({ outcome: 'confirm', mail: outcome })
    expect(desk.subscribers.only()?.status).toBe('pending')
  },
)
