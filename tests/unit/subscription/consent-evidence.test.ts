import { expect, test } from 'vitest'
import { networkOf } from '../../../functions/subscription/limits/visitor-network.ts'
import { isImported } from '../../../functions/subscription/states/consent.ts'
import { Subscriber } from '../../../functions/subscription/states/subscriber.ts'
import { aPublication, aSite, aSubscriber, aToken, noon } from '../../builders.ts'
import { readerSite } from '../../reader-site.ts'

const ada = 'ada@example.org'
const host = 'https://garden.example'
const site = { ...aSite, publication: aPublication({ embeds: [host] }) }
const home = networkOf('203.0.113.7')
const phone = networkOf('2001:db8:7:8::9')
const minute = 60_000
const iso = (at: number) => new Date(at).toISOString()

type Site = ReturnType<typeof readerSite>

const consentsOf = (row: unknown) => {
  const { former = [], consent } = Subscriber.parse(row)
  return [...former.map((one) => one.consent), consent].map((one) =>
    isImported(one) && one.form ? one.form : one,
  )
}

/** Asked at home at noon, and confirmed on the phone a minute later. */
const from = async (world: Site, network: string, act: () => Promise<{ status: number }>) => {
  world.network = network
  expect((await act()).status).toBeLessThan(300)
  world.at += minute
}
const askedAndConfirmed = async (world: Site, ask: () => Promise<{ status: number }>) => {
  await from(world, home, ask)
  await from(world, phone, world.confirm)
}

const shown = { wording: expect.stringContaining('The Institute sends you Matrix'), language: 'en' }
const atNoon = { at: iso(noon), network: home, confirmedAt: iso(noon + minute), confirmedNetwork: phone }
const imported = { at: '2026-11-20T12:00:00.000Z', import: 'old-list', row: 7 }
/** What a mail of an import had asked an hour before. */
const askedByMail = { at: iso(noon - 60 * minute), form: '/confirm', wording: 'Asked in en', language: 'en' }

const before = aSubscriber('active').consent

test.each<[string, Parameters<typeof readerSite>[0], (world: Site) => Promise<unknown>, object[]]>([
  [
    'a sign-up on our own page',
    [],
    (world) => askedAndConfirmed(world, () => world.signUp(ada)),
    [{ form: '/subscribe', ...shown, ...atNoon }],
  ],
  [
    'a sign-up in the language of the form, whatever was chosen in it',
    [],
    (world) => askedAndConfirmed(world, () => world.signUp(ada, { language: 'en' }, 'zh-CN')),
    [{ form: '/subscribe', wording: expect.stringContaining('研究院'), language: 'zh-CN', ...atNoon }],
  ],
  [
    'the form of another site',
    [],
    (world) =>
      askedAndConfirmed(world, () => world.signUpFrom(host, { email: ada, language: 'en', form: '/about' })),
    [{ form: `${host}/about`, ...shown, ...atNoon }],
  ],
  [
    'a sign-up of somebody who had left, beside the evidence of before',
    [aSubscriber('unsubscribed')],
    (world) => askedAndConfirmed(world, () => world.signUp(ada)),
    [before, { form: '/subscribe', ...shown, ...atNoon }],
  ],
  [
    'a sign-up of somebody who was erased, of whom nothing of before is known',
    [{ id: aSubscriber('active').id, status: 'erased', at: iso(noon - minute), revision: 3 }],
    (world) => askedAndConfirmed(world, () => world.signUp(ada)),
    [{ form: '/subscribe', ...shown, ...atNoon }],
  ],
  [
    'a stranger’s form at a reader’s address, which adds nothing',
    [aSubscriber('active')],
    (world) => from(world, home, () => world.signUp(ada)),
    [before],
  ],
  [
    'an import that asked by mail',
    [aSubscriber('pending', { consent: { ...imported, form: askedByMail } })],
    (world) => from(world, phone, () => world.press('/confirm', aToken('confirm'))),
    [{ ...askedByMail, confirmedAt: iso(noon), confirmedNetwork: phone }],
  ],
  [
    'a form that is confirmed after an import had made them a reader',
    [aSubscriber('active', { consent: { ...imported, form: { ...askedByMail, network: home } } })],
    (world) => from(world, phone, () => world.press('/confirm', aToken('confirm'))),
    [{ ...askedByMail, network: home, confirmedAt: iso(noon), confirmedNetwork: phone }],
  ],
  [
    'other choices, which are no consent to anything new',
    [aSubscriber('active')],
    (world) =>
      from(world, phone, () =>
        world.press('/preferences', aToken('preferences'), { language: 'zh-CN', topics: 'press' }),
      ),
    [before],
  ],
])('the evidence of %s', async (_, rows, act, consents) => {
  const world = readerSite(rows, { site })
  await act(world)
  expect(consentsOf(world.row(ada))).toEqual(consents)
})

test('the evidence of a move is from where the new address was confirmed, beside the consent, which goes along', async () => {
  const world = readerSite([aSubscriber('active')])
  const [moved, again] = ['ada@example.com', 'ada@example.net']
  await world.askMove(ada, moved)
  await from(world, phone, () => world.press('/preferences/move', world.moveLink(ada, moved)))
  expect(world.row(moved)).toMatchObject({ consent: before, movedFrom: [{ email: ada, network: phone }] })
  expect(JSON.stringify(world.row(ada))).not.toContain(phone)
  await world.askMove(moved, again)
  await from(world, home, () => world.press('/preferences/move', world.moveLink(moved, again)))
  expect(world.row(again)).toMatchObject({ movedFrom: [{ network: phone }, { email: moved, network: home }] })
  const copy = JSON.parse((await world.press('/preferences/data', aToken('preferences'))).body)
  expect(copy.reader.movedFrom).toMatchObject([{ address: ada, network: phone }, { network: home }])
})

test('a visitor whose network is not known gives evidence without one', async () => {
  const world = readerSite([], { site })
  await world.signUp(ada)
  await world.confirm()
  expect(consentsOf(world.row(ada))).toEqual([
    { form: '/subscribe', ...shown, at: iso(noon), confirmedAt: iso(noon) },
  ])
})

test('a reader is shown the networks and the language of their evidence, and downloads them', async () => {
  const world = readerSite([], { site })
  await askedAndConfirmed(world, () => world.signUp(ada))
  const page = (await world.open('/preferences/data', aToken('preferences'))).body
  expect(page).toContain('<blockquote dir="auto" lang="en">')
  expect(page).toContain(`From the network ${home}.`)
  expect(page).toContain(`From the network ${phone}.`)
  const copy = JSON.parse((await world.press('/preferences/data', aToken('preferences'))).body)
  expect(copy.consents).toMatchObject([{ language: 'en', network: home, confirmedNetwork: phone }])
})

test('what a stranger’s form says goes with the form: nothing of it stays at an address that nobody confirmed', async () => {
  const world = readerSite([aSubscriber('unsubscribed')], { site })
  await from(world, home, () => world.signUp(ada))
  await world.press('/unsubscribe', aToken('unsubscribe'))
  expect(JSON.stringify(world.row(ada))).not.toContain(home)
})
