import { expect, test } from 'vitest'
import { failures } from '../../../functions/subscription/forms/message.page.ts'
import { createMoveHttp } from '../../../functions/subscription/forms/move.http.ts'
import { createAdmitMail } from '../../../functions/subscription/limits/inbox-limit.ts'
import { createAdmitMove } from '../../../functions/subscription/limits/network-limit.ts'
import type { SignUpCounters } from '../../../functions/subscription/limits/sign-up-counters.table.ts'
import { createAskMove } from '../../../functions/subscription/states/ask-move.ts'
import { createMove } from '../../../functions/subscription/states/confirm-move.ts'
import { createPreferences } from '../../../functions/subscription/states/preferences.ts'
import { createReaderLinks } from '../../../functions/subscription/states/reader-links.ts'
import { createStanding } from '../../../functions/subscription/states/readers-by-any-id.ts'
import type { ReaderRow, Subscriber } from '../../../functions/subscription/states/subscriber.ts'
import {
  aFormPost,
  aRequest,
  aServer,
  aSite,
  aSubscriber,
  aToken,
  noon,
  someSubscribers,
  theLinks,
} from '../../builders.ts'
import { idOf } from '../../reader-ids.ts'

const other = 'ada@example.com'

const someCounters = (): Pick<SignUpCounters, 'count'> => {
  const counts = new Map<string, number>()
  return {
    count: async (counted, { name: window }, names) => {
      const key = (name: string) => `${counted} ${window} ${name}`
      const full = names.find(({ name, atMost }) => (counts.get(key(name)) ?? 0) >= atMost)
      if (full) return { outcome: 'full', name: full.name }
      for (const { name } of names) counts.set(key(name), (counts.get(key(name)) ?? 0) + 1)
      return { outcome: 'counted' }
    },
  }
}

const aDesk = (...rows: ReaderRow[]) => {
  const subscribers = someSubscribers(...(rows.length > 0 ? rows : [aSubscriber('active')]))
  const now = () => noon
  const moving = { subscribers, latest: now }
  const counters = someCounters() as SignUpCounters
  const mailed: string[] = []
  const told: [string, Subscriber][] = []
  const outcomes: string[] = []
  const waits: number[] = []
  const askMove = createAskMove({ subscribers, idOf, now })
  const admitMove = createAdmitMove({ counters, now })
  const admitMail = createAdmitMail({ counters, now })
  const http = createMoveHttp({
    networkOf: () => undefined,
    site: aSite,
    preferences: createPreferences({ subscribers: createStanding(moving), links: theLinks, now }),
    admit: (_, { id }) => admitMove(id),
    ask: async (reader, email) => {
      const asked = await askMove(reader, email)
      if (asked.outcome !== 'asked') return asked.outcome
      if (!(await admitMail({ inbox: email }))) return 'no-mail'
      mailed.push(email)
      return 'accepted'
    },
    move: createMove({
      ...moving,
      moves: { add: async () => {}, remove: async () => {} },
      links: theLinks,
      now,
    }),
    readerLink: createReaderLinks({ links: theLinks, siteUrl: aSite.siteUrl, now }),
    tell: async (...one) => void told.push(one),
    onOutcome: ({ outcome }) => void outcomes.push(outcome),
    now,
    wait: async (ms) => void waits.push(ms),
  })
  const serve = aServer(http, failures(aSite))
  const token = aToken('preferences')
  const link = aToken('move', { send: idOf(other) })
  return {
    subscribers,
    serve,
    mailed,
    told,
    outcomes,
    waits,
    ask: (address: string | string[], withToken = token) =>
      serve(aFormPost('/preferences/address', { token: withToken, language: 'en', address })),
    open: (withToken = link) => serve(aRequest('GET', `/preferences/move?token=${withToken}&language=en`)),
    press: (withToken = link) => serve(aFormPost('/preferences/move', { token: withToken, language: 'en' })),
  }
}

test('a link is mailed to the new address, and nothing has changed; by the link there it does', async () => {
  const { ask, open, press, serve, mailed, told, subscribers } = aDesk()
  const asked = await ask(` ${other} `)
  expect(asked.status).toBe(202)
  expect(asked.body).toContain('Please check the new inbox')
  expect(asked.body).toContain('ada<wbr>@example.com')
  const wrong = /href="([^"]+)">Not your address\?/.exec(asked.body)?.[1]?.replace('&amp;', '&') ?? ''
  expect((await serve(aRequest('GET', wrong))).body).toContain('action="/preferences/address"')
  expect(mailed).toEqual([other])
  expect(subscribers.only()).toMatchObject({ email: 'ada@example.org', status: 'active' })
  const page = await open()
  expect([page.status, page.body]).toEqual([200, expect.stringContaining('action="/preferences/move"')])
  expect(page.body).toContain('a•••<wbr>@e•••.com')
  expect(subscribers.kept.size).toBe(1)
  expect((await press()).body).toContain('Your address is changed')
  expect(subscribers.kept.get(idOf(other))).toMatchObject({ status: 'active', email: other })
  expect(told).toEqual([['moved', expect.objectContaining({ email: 'ada@example.org' })]])
  expect((await press()).status).toBe(200)
  expect(told).toHaveLength(1)
})

test.each([
  ['', 'Please enter your e-mail address.'],
  ['ada', 'This does not look like an e-mail address'],
  ['Ada@Example.org', 'Your issues come to this address already.'],
])('of "%s" the page says by the field what is wrong, and mails nothing', async (address, problem) => {
  const { ask, mailed, subscribers } = aDesk()
  const { status, body } = await ask(address)
  expect(status).toBe(400)
  expect(body).toContain(`id="address-problem">${problem}`)
  expect(body).toMatch(/aria-invalid="true" aria-describedby="address-problem address-note"/)
  expect(body).toContain('<a href="#address">')
  expect(mailed).toEqual([])
  expect(subscribers.only()).not.toHaveProperty('newAddress')
})

test('the answer tells nothing of who has the address, by what it says or how long it takes', async () => {
  const there = { id: idOf(other), email: other }
  const rows = [
    aSubscriber('active', there),
    aSubscriber('suppressed', there),
    aSubscriber('unsubscribed', there),
    { id: idOf(other), status: 'moved', to: idOf('x@example.org'), at: 'then', stays: [{}], revision: 1 },
  ] as ReaderRow[]
  const answers = await Promise.all(
    rows.map(async (row) => {
      const desk = aDesk(aSubscriber('active'), row)
      const { status, body } = await desk.ask(other)
      return {
        status,
        body: body.replaceAll(/value="[^"]*"/g, ''),
        waits: desk.waits,
        mails: desk.mailed.length,
      }
    }),
  )
  for (const { status, body, waits } of answers)
    expect({ status, body, waits }).toEqual({ status: 202, body: answers[0]!.body, waits: answers[0]!.waits })
  expect(answers.map(({ mails }) => mails)).toEqual([1, 0, 1, 1])
})

test('an address that cannot be had is refused in words, and only to who opens the link there', async () => {
  const asking = { id: idOf(other), email: other, until: noon / 1000 + 60 }
  const suppressed = aSubscriber('suppressed', { id: idOf(other), email: other })
  const { open, press, subscribers } = aDesk(aSubscriber('active', { newAddress: asking }), suppressed)
  for (const answer of [await open(), await press()])
    expect([answer.status, answer.body]).toEqual([
      409,
      expect.stringContaining('This address cannot be used'),
    ])
  expect(subscribers.only()).toMatchObject({ status: 'active', email: 'ada@example.org' })
})

test('one reader has five links mailed a day, and one inbox gets three an hour', async () => {
  const { ask, mailed, outcomes } = aDesk()
  for (let time = 0; time < 4; time += 1) expect((await ask(other)).status).toBe(202)
  expect(mailed).toHaveLength(3)
  expect((await ask('ada@example.net')).status).toBe(202)
  const over = await ask('ada@example.info')
  expect([over.status, over.headers['retry-after']]).toEqual([429, String(12 * 3_600)])
  expect(outcomes).toEqual(['accepted', 'accepted', 'accepted', 'no-mail', 'accepted', 'over'])
})

test.each([
  ['of another purpose', aToken('unsubscribe'), 400],
  ['that has ended', aToken('preferences', { expires: noon / 1000 - 1 }), 410],
  ['of nobody', aToken('preferences', { subscriber: 'f'.repeat(32) }), 410],
])('a link %s mails nothing', async (_, token, status) => {
  const { ask, mailed } = aDesk()
  expect((await ask(other, token)).status).toBe(status)
  expect(mailed).toEqual([])
})

test('a link to move that is forged, has ended, or was followed by another wish moves nobody', async () => {
  const { press, ask, subscribers } = aDesk()
  await ask(other)
  expect((await press(aToken('confirm', { send: idOf(other) }))).status).toBe(400)
  expect((await press(aToken('move', { send: idOf(other), expires: noon / 1000 - 1 }))).status).toBe(410)
  await ask('ada@example.net')
  const gone = await press()
  expect([gone.status, gone.body]).toEqual([410, expect.stringContaining('This link no longer works')])
  expect(subscribers.kept.size).toBe(1)
})
