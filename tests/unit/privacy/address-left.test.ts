import { expect, test } from 'vitest'
import { createChangeReader } from '../../../functions/feedback/change-reader.ts'
import { SesEventMessage } from '../../../functions/feedback/ses-event.ts'
import { createOwnerOf } from '../../../functions/subscription/states/address-owners.ts'
import { createStanding } from '../../../functions/subscription/states/readers-by-any-id.ts'
import { transition } from '../../../functions/subscription/states/state-machine.ts'
import type { ReaderRow, Subscriber } from '../../../functions/subscription/states/subscriber.ts'
import { aSubscriber, noon, theLinks } from '../../builders.ts'
import { adminOver } from '../../reader-acts.ts'
import { idOf } from '../../reader-ids.ts'
import { readerSite } from '../../reader-site.ts'

const old = 'ada@example.org'
const now = 'ada@example.com'
const bob = 'bob@example.net'
const minute = 60_000

type Site = ReturnType<typeof readerSite>

/** A link in a mail that went to somebody by an id, after they had it. */
const link = (purpose: 'preferences' | 'unsubscribe', id = idOf(old)) =>
  theLinks.sign({ purpose, subscriber: id, send: '', expires: noon / 1000 + 86_400 })

const ownerOf = (site: Site) => createOwnerOf({ get: site.subscribers.get, idOf })
const ownerAt = async (site: Site, address: string) =>
  site.subscribers.kept.get(await ownerOf(site)(address)) as Subscriber

/** Ada has moved away, and somebody signs up where she was. */
const somebodyCame = async (...others: ReaderRow[]) => {
  const site = readerSite([aSubscriber('active', { topics: ['views'] }), ...others])
  await site.move(old, now)
  site.at += minute
  expect((await site.signUp(old, { topics: 'press' })).status).toBe(202)
  expect(site.mails).toMatchObject([{ kind: 'confirm', to: old }])
  expect((await site.confirm()).status).toBe(200)
  return site
}

test('a sign-up at an address that its reader has moved away from is mailed and confirmed as any, and is a reader of its own', async () => {
  const site = await somebodyCame()
  const came = await ownerAt(site, old)
  expect(came).toMatchObject({ status: 'active', email: old, topics: ['press'] })
  expect(came).not.toHaveProperty('former')
  expect(came.id).not.toBe(idOf(old))
  expect(site.row(now)).toMatchObject({ status: 'active', email: now, topics: ['views'] })
  expect(site.announced).toEqual([came.id])
  // Who signs up once more is known, and no third one comes.
  site.at += minute
  await site.signUp(old)
  expect(site.mails.map(({ kind }) => kind)).toEqual(['confirm', 'known'])
  expect(site.subscribers.kept.size).toBe(3)
})

test('its answer is that of a sign-up at any address, letter by letter', async () => {
  const site = readerSite([aSubscriber('active')])
  await site.move(old, now)
  const answers = [old, 'eve@example.org'].map(async (address) => {
    const { status, headers, body } = await site.signUp(address)
    return { status, headers, body: body.replaceAll(/\b(?:ada|eve)\b/g, 'X') }
  })
  const [there, elsewhere] = await Promise.all(answers)
  expect(there).toEqual(elsewhere)
})

test('links of before reach who moved, and nobody who came; each leaves alone', async () => {
  const site = await somebodyCame()
  const came = await ownerAt(site, old)
  expect((await site.open('/preferences', link('preferences'))).body).toMatch(/value="views" checked/)
  const copy = JSON.parse((await site.press('/preferences/data', link('preferences'))).body)
  expect(copy.reader).toMatchObject({ address: now, topics: ['views'] })
  const own = JSON.parse((await site.press('/preferences/data', link('preferences', came.id))).body)
  expect(own.reader).toMatchObject({ address: old, topics: ['press'] })
  expect(own.reader).not.toHaveProperty('movedFrom')
  await site.oneClick(link('unsubscribe'))
  expect(site.row(now)).toMatchObject({ status: 'unsubscribed' })
  expect(await ownerAt(site, old)).toMatchObject({ status: 'active' })
})

test('who moved is erased without whoever came after them, and the other way round', async () => {
  const first = await somebodyCame()
  await first.press('/preferences/erase', link('preferences'))
  for (const address of [old, now]) expect(first.row(address)).toMatchObject({ status: 'erased' })
  expect(await ownerAt(first, old)).toMatchObject({ status: 'active', email: old })
  const second = await somebodyCame()
  const came = await ownerAt(second, old)
  await second.press('/preferences/erase', link('preferences', came.id))
  expect(second.subscribers.kept.get(came.id)).toMatchObject({ status: 'erased' })
  expect(second.row(now)).toMatchObject({ status: 'active' })
})

test('an admin who erases an address erases whoever has it now, and sign-ups there; not who moved away, if another came', async () => {
  const site = await somebodyCame()
  await site.erase(old)
  expect(site.row(now)).toMatchObject({ status: 'active' })
  expect(await ownerAt(site, old)).toMatchObject({ status: 'erased' })
  const waiting = readerSite([aSubscriber('active')])
  await waiting.move(old, now)
  await waiting.signUp(old)
  await waiting.erase(old)
  for (const row of waiting.subscribers.kept.values()) expect(row.status).toBe('erased')
  expect(waiting.subscribers.kept.size).toBe(3)
})

test('who signs up where somebody had moved away and was erased is reached by no link of before', async () => {
  const site = readerSite([aSubscriber('active')])
  await site.move(old, now)
  await site.press('/preferences/erase', link('preferences'))
  await site.signUp(old)
  await site.confirm()
  const came = await ownerAt(site, old)
  expect(came).toMatchObject({ status: 'active', email: old })
  expect((await site.open('/preferences', link('preferences'))).status).toBe(410)
  await site.oneClick(link('unsubscribe'))
  expect(await ownerAt(site, old)).toMatchObject({ status: 'active' })
})

test('a sign-up that nobody confirms takes the address from nobody', async () => {
  const site = readerSite([aSubscriber('active')])
  await site.move(old, now)
  await site.signUp(old)
  expect(await ownerOf(site)(old)).toBe(idOf(old))
  // Who moved comes back: the sign-up gives way to them.
  await site.move(now, old)
  expect(await ownerAt(site, old)).toMatchObject({ status: 'active', email: old, movedFrom: [{}, {}] })
  expect((await site.open('/preferences', link('preferences'))).status).toBe(200)
})

test('who comes back where another came meanwhile joins that reader, by whose choices the two are one', async () => {
  const site = await somebodyCame()
  const came = await ownerAt(site, old)
  await site.move(now, old)
  expect(site.subscribers.kept.get(came.id)).toMatchObject({ status: 'active', topics: ['press'] })
  expect((await site.open('/preferences', link('preferences'))).status).toBe(410)
})

test('who had come to another reader, and moves back, opens nothing of both by links of before', async () => {
  const other = aSubscriber('active', { id: idOf(bob), email: bob, topics: ['press'] })
  const site = readerSite([aSubscriber('active'), other])
  await site.move(old, bob)
  await site.move(bob, old)
  const back = await ownerAt(site, old)
  expect(back).toMatchObject({ status: 'active', email: old, topics: ['press'] })
  for (const path of ['/preferences', '/preferences/data', '/preferences/erase'])
    expect((await site.open(path, link('preferences'))).status).toBe(410)
  // Their own links, and those of the one who was there, do.
  for (const id of [back.id, idOf(bob)])
    expect((await site.open('/preferences', link('preferences', id))).status).toBe(200)
  await site.oneClick(link('unsubscribe'))
  expect(await ownerAt(site, old)).toMatchObject({ status: 'unsubscribed' })
})

test('another reader may move to where somebody has moved away from', async () => {
  const site = readerSite([
    aSubscriber('active', { topics: ['views'] }),
    aSubscriber('active', { id: idOf(bob), email: bob }),
  ])
  await site.move(old, now)
  expect(await site.move(bob, old)).toMatchObject({ outcome: 'moved', subscriber: { email: old } })
  expect(site.row(now)).toMatchObject({ topics: ['views'], email: now })
  expect((await site.open('/preferences', link('preferences'))).body).toMatch(/value="views" checked/)
})

test.each([
  ['of a mail to who came', 'came', 'complaint', { came: 'suppressed', moved: 'active' }],
  ['of a mail to who moved', 'moved', 'complaint', { came: 'active', moved: 'suppressed' }],
  ['without a tag', undefined, 'complaint', { came: 'suppressed', moved: 'active' }],
  ['of a bounce of who came', 'came', 'bounce', { came: 'suppressed', moved: 'active' }],
  ['of a late bounce of who moved', 'moved', 'bounce', { came: 'active', moved: 'active' }],
])('an event %s is about its own reader', async (_, tag, kind, states) => {
  const site = await somebodyCame()
  const came = await ownerAt(site, old)
  const { subscribers } = site
  const standing = createStanding({ subscribers, latest: () => site.at })
  const change = createChangeReader({ subscribers, standing, idOf, now: () => site.at })
  const subscriber = tag && [tag === 'came' ? came.id : idOf(old)]
  const what =
    kind === 'bounce'
      ? {
          eventType: 'Bounce',
          bounce: {
            bounceType: 'Permanent',
            bounceSubType: 'General',
            bouncedRecipients: [{ emailAddress: old }],
          },
        }
      : { eventType: 'Complaint', complaint: { complainedRecipients: [{ emailAddress: old }] } }
  const mail = { destination: [old], tags: subscriber ? { subscriber } : {} }
  await change(SesEventMessage.parse({ Message: JSON.stringify({ ...what, mail }) }))
  expect({ came: (await ownerAt(site, old)).status, moved: site.row(now)?.status }).toEqual(states)
})

test('an address that was left, and whose reader was erased, can be suppressed: no form mails it any more', async () => {
  const site = readerSite([aSubscriber('active')])
  await site.move(old, now)
  await site.press('/preferences/erase', link('preferences'))
  expect(await adminOver(site.subscribers, () => site.at).suppress(old)).toMatchObject({ outcome: 'done' })
  await site.signUp(old)
  expect(site.mails).toEqual([])
})

/** What stands at an address that Ada has left, when an admin suppresses it; whether she has been erased since. */
test.each([
  ['nobody came', false, false],
  ['a sign-up waits', true, false],
  ['Ada was erased', false, true],
  ['Ada was erased and a sign-up waits', true, true],
])(
  'where %s, suppressing an address that its reader has left blocks it, and nobody else',
  async (_, came, erased) => {
    const site = readerSite([aSubscriber('active')])
    await site.move(old, now)
    if (came) await site.signUp(old)
    if (erased) await site.press('/preferences/erase', link('preferences'))
    const before = site.mails.length
    const admin = adminOver(site.subscribers, () => site.at)
    expect(await admin.suppress(old)).toMatchObject({ outcome: 'done' })
    expect(await admin.suppress(old)).toMatchObject({ outcome: 'already' })
    expect(site.row(now)?.status).toBe(erased ? 'erased' : 'active')
    site.at += 3 * 86_400_000
    await site.signUp(old)
    expect(site.mails.length).toBe(before)
    expect(await admin.restore(old)).toMatchObject({ outcome: 'done' })
    await site.signUp(old)
    expect(site.mails.length).toBe(before + 1)
  },
)

test('also where a sign-up waited there that has lapsed and is gone', async () => {
  const site = readerSite([aSubscriber('active')])
  await site.move(old, now)
  await site.signUp(old)
  const { next } = site.row(old) as { next: string }
  site.subscribers.kept.delete(next)
  await adminOver(site.subscribers, () => site.at).suppress(old)
  await site.signUp(old)
  expect(site.mails).toHaveLength(1)
})

test('who is just moving has left the address when it is suppressed', async () => {
  const moving = { ...aSubscriber('active'), newAddress: { id: idOf(now), email: now } }
  const { subscribers } = readerSite([moving as never])
  const at = new Date(noon).toISOString()
  await subscribers.replace(
    moving as never,
    transition(moving as never, { type: 'move', at, to: idOf(now) }, noon)!,
  )
  await adminOver(subscribers, () => noon).suppress(old)
  expect(subscribers.kept.get(idOf(now))?.status).toBe('active')
  expect(subscribers.kept.get(idOf(`after ${idOf(old)}`))).toMatchObject({ suppressed: 'admin' })
})

test.each([
  ['nobody came', false, false],
  ['a sign-up waits', true, false],
  ['a sign-up has lapsed', 'long ago', false],
  ['they were erased before', false, true],
])(
  'who complains of a mail to an address that they have left is mailed there by no form: %s',
  async (_, came, erased) => {
    const site = readerSite([aSubscriber('active')])
    await site.move(old, now)
    if (came) await site.signUp(old)
    if (came === 'long ago') site.at += 60 * 86_400_000
    if (erased) await site.press('/preferences/erase', link('preferences'))
    const before = site.mails.length
    const { subscribers } = site
    const standing = createStanding({ subscribers, latest: () => site.at })
    const complaint = { eventType: 'Complaint', complaint: { complainedRecipients: [{ emailAddress: old }] } }
    const mail = { destination: [old], tags: { subscriber: [idOf(old)] } }
    const change = createChangeReader({ subscribers, standing, idOf, now: () => site.at })
    await change(SesEventMessage.parse({ Message: JSON.stringify({ ...complaint, mail }) }))
    expect(site.row(now)?.status).toBe(erased ? 'erased' : 'suppressed')
    site.at += 3 * 86_400_000
    await site.signUp(old)
    // Nor after all that is known of them is erased.
    await site.erase(now)
    await site.signUp(old)
    expect(site.mails.length).toBe(before)
  },
)

test('a complaint about a mail of before takes nothing from the reader who has the address by now', async () => {
  const site = await somebodyCame()
  const { subscribers } = site
  const standing = createStanding({ subscribers, latest: () => site.at })
  const complaint = { eventType: 'Complaint', complaint: { complainedRecipients: [{ emailAddress: old }] } }
  const mail = { destination: [old], tags: { subscriber: [idOf(old)] } }
  await createChangeReader({ subscribers, standing, idOf, now: () => site.at })(
    SesEventMessage.parse({ Message: JSON.stringify({ ...complaint, mail }) }),
  )
  expect([(await ownerAt(site, old)).status, site.row(now)?.status]).toEqual(['active', 'suppressed'])
})
