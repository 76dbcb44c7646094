import { expect, test } from 'vitest'
import type { Purpose } from '../../../functions/runtime/signed-links.ts'
import type { ReaderRow } from '../../../functions/subscription/states/subscriber.ts'
import { aSubscriber, noon, theLinks } from '../../builders.ts'
import { idOf } from '../../reader-ids.ts'
import { readerSite } from '../../reader-site.ts'

const ada = 'ada@example.org'
const bob = 'bob@example.com'
const bobs = { id: idOf(bob), email: bob, language: 'zh-CN', topics: ['press'], fields: { role: 'student' } }
const send = 'matrix-64--digest'

/** A link in a mail that went to somebody before they moved. */
const link = (purpose: Purpose, to = ada, of = purpose === 'rating' ? send : '') =>
  theLinks.sign({ purpose, subscriber: idOf(to), send: of, expires: noon / 1000 + 86_400 })

const joined = async (bobNow: ReaderRow = aSubscriber('active', bobs)) => {
  const site = readerSite([aSubscriber('active'), bobNow])
  expect(await site.move(ada, bob)).toMatchObject({ outcome: 'moved' })
  return { ...site, before: structuredClone(site.row(bob)) }
}

const everyForm = [
  ['/preferences', 'preferences', {}],
  ['/preferences', 'preferences', { topics: 'views' }],
  ['/preferences', 'preferences', { pause: 'month' }],
  ['/preferences', 'preferences', { pause: 'end' }],
  ['/preferences/address', 'preferences', { address: 'eve@example.net' }],
  ['/preferences/data', 'preferences', {}],
  ['/preferences/erase', 'preferences', {}],
  ['/confirm', 'confirm', {}],
] as const

test.each(everyForm)(
  'who moved onto a reader: a link in an old mail opens nothing of that reader and changes nothing (%s, %s, %j)',
  async (path, purpose, fields) => {
    const site = await joined()
    for (const answer of [
      await site.open(path, link(purpose)),
      await site.press(path, link(purpose), fields),
    ]) {
      expect(answer.status).toBe(410)
      // The page is in the visitor's language, and leads to the form, by which a new link is mailed.
      expect(answer.body).toMatch(/<html[^>]* lang="en"/)
      expect(answer.body).toContain('href="/subscribe?language=en"')
      expect(answer.body).not.toMatch(/example\.com|b•••|press|student|preferences\?token/)
    }
    expect(site.row(bob)).toEqual(site.before)
    expect(site.asked).toEqual([])
    expect(site.announced).toEqual([])
    expect(site.told.filter(([kind]) => kind !== 'moved')).toEqual([])
  },
)

test('the reader who stood there goes on by their own links, and has the other one’s evidence among theirs', async () => {
  const site = await joined()
  expect((await site.open('/preferences', link('preferences', bob))).body).toContain('b•••')
  const copy = await site.press('/preferences/data', link('preferences', bob))
  expect(JSON.parse(copy.body)).toMatchObject({
    reader: { address: bob, movedFrom: [{ address: ada }] },
    consents: [{ leftAt: '2026-11-30T12:00:00.000Z' }, {}],
  })
})

test('an old mail still lets its reader leave with one click; the reader who stood there is told so', async () => {
  const site = await joined()
  expect((await site.oneClick(link('unsubscribe', ada, send))).status).toBe(200)
  expect(site.row(bob)).toMatchObject({ status: 'unsubscribed', leaving: { send } })
  expect(site.told).toEqual([['goodbye', bob]])
  expect(site.left).toEqual([{ send, subscriber: idOf(ada) }])
  // Pressed again, it is done.
  expect((await site.oneClick(link('unsubscribe', ada, send))).status).toBe(200)
  expect(site.told).toHaveLength(1)
})

test('its page stops mail and does nothing else: it shows no address, and offers and asks nothing', async () => {
  const site = await joined()
  const token = link('unsubscribe', ada, send)
  const page = await site.open('/unsubscribe', token)
  expect(page.body).toContain('action="/unsubscribe"')
  for (const fields of [{ pause: 'month' }, { fewer: '1', topics: 'views' }, { reason: 'other' }])
    await site.press('/unsubscribe', token, fields)
  expect(site.row(bob)).toEqual(site.before)
  const done = await site.press('/unsubscribe', token)
  await site.press('/unsubscribe', token, { reason: 'other' })
  expect(site.row(bob)).toMatchObject({ status: 'unsubscribed', leaving: { send } })
  expect(site.row(bob)).not.toHaveProperty('leaving.reason')
  const again = await site.open('/unsubscribe', token)
  for (const { status, body } of [page, done, again]) {
    expect(status).toBe(200)
    expect(body).toMatch(/<html[^>]* lang="en"/)
    expect(body).not.toMatch(/example\.com|b•••|name="(pause|fewer|topics|reason)"/)
  }
})

test('what they say of an old mail is said of that mail, not of the one that the other reader got', async () => {
  const site = await joined()
  const answer = await site.press('/rating', link('rating'), { answer: 'yes' })
  expect(answer.body).toMatch(/<html[^>]* lang="en"/)
  expect(site.rated).toEqual([{ send, subscriber: idOf(ada), worth: true, at: noon / 1000 }])
})

test('so it is where the reader had left: what is known of them is not the newcomer’s old mails to show', async () => {
  const site = await joined(aSubscriber('unsubscribed', bobs))
  for (const path of ['/preferences', '/preferences/data', '/preferences/erase'])
    expect((await site.open(path, link('preferences'))).status).toBe(410)
  expect((await site.open('/preferences', link('preferences', bob))).status).toBe(200)
  await site.oneClick(link('unsubscribe', ada, send))
  expect(site.row(bob)).toMatchObject({ status: 'unsubscribed' })
})

test('it stays so, for all their earlier addresses too, when the reader who stood there moves on', async () => {
  const first = 'ada@example.info'
  const site = readerSite([
    aSubscriber('active', { id: idOf(first), email: first }),
    aSubscriber('active', bobs),
  ])
  await site.move(first, ada)
  await site.move(ada, bob)
  await site.move(bob, 'bob@example.net')
  for (const address of [first, ada])
    expect((await site.open('/preferences', link('preferences', address))).status).toBe(410)
  expect((await site.open('/preferences', link('preferences', bob))).status).toBe(200)
})

test.each([
  ['nobody', undefined],
  ['one who never confirmed', aSubscriber('pending', bobs)],
])('onto the address of %s links in old mails go on working', async (_, there) => {
  const site = readerSite([aSubscriber('active'), ...(there ? [there] : [])])
  await site.move(ada, bob)
  expect((await site.open('/preferences', link('preferences'))).body).toContain('b•••')
  expect((await site.open('/unsubscribe', link('unsubscribe'))).body).toContain('b•••')
  expect((await site.press('/preferences/data', link('preferences'))).status).toBe(200)
  expect((await site.press('/preferences/erase', link('preferences'))).status).toBe(200)
  expect(site.row(bob)).toMatchObject({ status: 'erased' })
})

test('whoever had a link mailed by a slip of the pen learns nothing of where the reader went instead', async () => {
  const site = readerSite([aSubscriber('active')])
  const slip = 'adda@example.org'
  await site.move(ada, bob)
  for (const answer of [
    await site.open('/preferences/move', link('move', ada, idOf(slip))),
    await site.press('/preferences/move', link('move', ada, idOf(slip))),
  ]) {
    expect(answer.status).toBe(410)
    expect(answer.body).not.toMatch(/example\.com|preferences\?token/)
  }
  expect((await site.open('/preferences/move', link('move', ada, idOf(bob)))).body).toContain(
    'preferences?token',
  )
})
