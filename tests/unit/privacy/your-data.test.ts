import { expect, test } from 'vitest'
import { ReaderCopy } from '../../../functions/privacy/reader-copy-schema.ts'
import { lastCopyDays } from '../../../functions/privacy/settings.ts'
import { Subscriber } from '../../../functions/subscription/states/subscriber.ts'
import { anActiveReader, aReturning, aSubscriber, aToken, noon } from '../../builders.ts'
import { idOf } from '../../reader-ids.ts'
import { readerSite } from '../../reader-site.ts'

const address = 'ada@example.org'
const id = idOf(address)
/** In a mail of its own, and in an issue. */
const link = aToken('preferences', { expires: noon / 1000 + 60 })
const linkInIssue = aToken('preferences', { send: 'matrix-64--digest', expires: noon / 1000 + 60 })

/** Ada among others, with a test that went to her, one that went to another, and a send that is not planned. */
const aDesk = (row?: Subscriber, more: { sends?: number; passes?: number } = {}) => {
  const others = [anActiveReader(1), anActiveReader(2)]
  const world = { counted: true, reads: 0 }
  const ids = Array.from({ length: more.sends ?? 1 }, (_, number) => `m-${number}--digest`)
  const site = readerSite(row ? [row, ...others] : others, {
    sends: {
      ids: async () => ['m--test-1', 'm--test-2', ...ids],
      get: async (send: string) => {
        world.reads += 1
        site.at += more.passes ?? 0
        const to = send.endsWith('--test-1') ? address : others[0]!.email
        const test = send.includes('--test-') && { test: { address: to, language: 'en' } }
        const requestedAt = '2026-11-30T11:00:00.000Z'
        return { id: send, issue: 'm', by: 'editor@example.org', requestedAt, holds: {}, ...test }
      },
      blankTest: async () => undefined,
    },
    counters: {
      mailsTo: async () =>
        world.counted ? [{ window: '2026-11-30', mails: 2, expires: noon / 1000 + 60 }] : [],
      forget: async () => {
        world.counted = false
      },
    },
    imports: { get: async (list) => ({ at: '2026-11-20T12:00:00.000Z', consent: `They asked: ${list}` }) },
  })
  return {
    ...{ site, world, subscribers: site.subscribers },
    download: (token = link) => site.press('/preferences/data', token),
    erase: (token = link) => site.press('/preferences/erase', token),
    look: (path: string, token = link) => site.open(path, token),
  }
}

const copyIn = ({ body }: { body: string }) => ReaderCopy.parse(JSON.parse(body))

const consent = {
  at: '2026-11-29T12:00:00.000Z',
  form: '/subscribe',
  wording: 'Send me each issue.',
  confirmedAt: '2026-11-29T12:10:00.000Z',
}

test('one press downloads all that is known, as a file that nothing keeps', async () => {
  const row = aSubscriber('active', { consent, fields: { role: 'student' }, topics: ['views'] })
  const { download, subscribers } = aDesk(row)
  const answer = await download()
  expect(answer.status).toBe(200)
  expect(answer.headers).toMatchObject({
    'content-type': 'application/json; charset=utf-8',
    'content-disposition': 'attachment; filename="matrix-my-data.json"',
    'cache-control': 'no-store',
  })
  expect(copyIn(answer)).toEqual({
    publication: 'Matrix',
    madeAt: '2026-11-30T12:00:00.000Z',
    reader: {
      ...{ id, address, status: 'active', language: 'en', topics: ['views'], fields: { role: 'student' } },
      ...{ createdAt: '2026-11-29T12:00:00.000Z', confirmedAt: '2026-11-29T12:10:00.000Z' },
    },
    consents: [
      { askedAt: consent.at, form: '/subscribe', wording: consent.wording, confirmedAt: consent.confirmedAt },
    ],
    sends: [
      { send: 'm--test-1', at: '2026-11-30T11:00:00.000Z', outcome: 'not-planned' },
      { send: 'm-0--digest', at: '2026-11-30T11:00:00.000Z', outcome: 'not-planned' },
    ],
    mailsCounted: [{ window: '2026-11-30', mails: 2, forgottenAt: '2026-11-30T12:01:00.000Z' }],
  })
  expect(subscribers.kept.get(id)).toEqual(row)
})

test('a send that was planned without them is no matter of their copy', async () => {
  const frozen = { at: '2026-11-30T11:00:00.000Z', ranges: 1, editions: {} }
  const sent = { id: 'm--digest', issue: 'm', by: 'e', requestedAt: frozen.at, holds: {}, frozen }
  const planned = { number: 0, upTo: 'f', last: true, groups: [], leftOut: {} }
  const site = readerSite([aSubscriber('active')], {
    sends: {
      ids: async () => ['m--digest', 'm-2--digest'],
      get: async (of) => (of === 'm--digest' ? sent : { ...sent, id: of, frozen: undefined }) as never,
      blankTest: async () => undefined,
    },
    planSteps: { last: async () => planned as never, get: async () => planned as never },
  })
  expect(copyIn(await site.press('/preferences/data', link)).sends).toMatchObject([
    { send: 'm-2--digest', outcome: 'not-planned' },
  ])
})

test('a copy has no token in it, and names nobody else', async () => {
  const { body } = await aDesk(aSubscriber('active')).download()
  for (const other of [anActiveReader(1), anActiveReader(2)]) {
    expect(body).not.toContain(other.id)
    expect(body).not.toContain(other.email)
  }
  expect(body).not.toContain('editor@example.org')
  expect(body).not.toContain('m--test-2')
  expect(body).not.toMatch(/k1\./)
})

test('by the link in an issue, which may be forwarded, the copy masks the address', async () => {
  const answer = await aDesk(aSubscriber('active')).download(linkInIssue)
  expect(copyIn(answer).reader).toMatchObject({ address: 'a•••@e•••.org', addressMasked: true })
  expect(answer.body).not.toContain(address)
})

test('nor does such a copy say networks; an answer to a question of that name stays', async () => {
  const where = { network: '203.0.113.0/24', confirmedNetwork: '198.51.100.0/24' }
  const later = { at: '2026-11-30T12:00:00.000Z', form: '/subscribe', wording: 'W', ...where }
  const reader = aSubscriber('active', {
    consent: { ...consent, ...where },
    former: [{ consent: later, left: '2026-11-29T18:00:00.000Z' }],
    movedFrom: [
      {
        id: idOf('ada@example.net'),
        email: 'ada@example.net',
        at: later.at,
        until: later.at,
        network: where.network,
      },
    ],
    fields: { network: 'Home' },
  })
  const own = await aDesk(reader).download()
  const forwarded = await aDesk(reader).download(linkInIssue)
  for (const network of Object.values(where)) {
    expect(own.body).toContain(network)
    expect(forwarded.body).not.toContain(network)
  }
  const site = readerSite([reader])
  for (const path of ['/preferences', '/preferences/data']) {
    const page = async (token: string) => (await site.open(path, token)).body
    expect(await page(link)).toContain(where.network)
    expect(await page(linkInIssue)).not.toMatch(/203\.0\.113|198\.51/)
  }
  expect(copyIn(forwarded).reader).toMatchObject({ fields: { network: 'Home' } })
  expect(copyIn(forwarded).consents).toHaveLength(2)
})

test('every opt-in is in it: of before, by a list from elsewhere, by a form meanwhile, and one that waits', async () => {
  const former = [{ consent, left: '2026-11-29T18:00:00.000Z', leaving: { reason: 'other' as const } }]
  const imported = {
    consent: { at: '2019-05-06T07:08:09.000Z', import: 'old', row: 7, form: consent },
    since: '2026-11-29T20:00:00.000Z',
  }
  const { download } = aDesk({ ...aReturning(), former, ...imported })
  const { reader, consents, waiting } = copyIn(await download())
  expect(reader).toMatchObject({ status: 'unsubscribed', since: imported.since })
  expect(consents).toEqual([
    expect.objectContaining({ form: '/subscribe', leftAt: former[0]!.left, leaving: { reason: 'other' } }),
    expect.objectContaining({ form: '/subscribe', confirmedAt: consent.confirmedAt }),
    {
      ...{ askedAt: '2019-05-06T07:08:09.000Z', import: 'old', row: 7 },
      ...{ importedAt: '2026-11-20T12:00:00.000Z', statement: 'They asked: old' },
    },
  ])
  expect(waiting).toMatchObject({ topics: ['press'], form: '/zh/', wording: 'Send it again.' })
})

test.each([
  aSubscriber('pending'),
  aSubscriber('active', { paused: { since: '2026-11-30T00:00:00.000Z', until: '2027-01-01T00:00:00.000Z' } }),
  aSubscriber('unsubscribed', { leaving: { send: 'm--digest', reason: 'too-many' } }),
  aSubscriber('suppressed', {
    keptOutBy: [{ import: 'old', row: 2, from: 'active' }],
    left: '2026-11-29T12:30:00.000Z',
    unconfirmed: true,
  }),
])('whoever is $status has all of their record in the copy', async (row) => {
  const { reader } = copyIn(await aDesk(row).download())
  const { revision: _, consent: __, email, paused, expires, ...kept } = row as Record<string, unknown>
  expect(reader).toMatchObject({ ...kept, address: email })
  expect(reader.pausedUntil).toBe((paused as { until: string } | undefined)?.until)
  expect(reader.expires).toBe(expires && new Date((expires as number) * 1000).toISOString())
})

/** Under which names a copy has what a row holds. */
const inCopy: Record<string, readonly string[]> = {
  movedFrom: ['reader.movedFrom'],
  newAddress: ['reader.newAddress'],
  // In which sends they are planned by which id: nothing of theirs.
  stays: [],
  ...Object.fromEntries(
    ['id', 'status', 'language', 'topics', 'timeZone', 'fields', 'createdAt', 'confirmedAt', 'chosenAt'].map(
      (key) => [key, [`reader.${key}`]],
    ),
  ),
  ...Object.fromEntries(
    ['softBounces', 'since', 'cause', 'leaving', 'keptOutBy', 'mailedAt', 'mails'].map((key) => [
      key,
      [`reader.${key}`],
    ]),
  ),
  email: ['reader.address'],
  paused: ['reader.pausedFrom', 'reader.pausedUntil'],
  consent: ['consents'],
  former: ['consents'],
  request: ['waiting'],
  later: ['alsoWaiting'],
  left: ['reader.left'],
  unconfirmed: ['reader.unconfirmed'],
  expires: ['reader.expires'],
  // Random, by which whoever asked them by mail knows their own mark.
  askedBy: [],
  // Counts writes, and says nothing of anybody.
  revision: [],
}

test('nothing can be in a row that has no place in the copy', () => {
  const rows = new Set(Subscriber.options.flatMap(({ shape }) => Object.keys(shape)))
  expect([...rows].sort()).toEqual(Object.keys(inCopy).sort())
  const { reader, ...rest } = ReaderCopy.shape
  const places = [...Object.keys(reader.shape).map((key) => `reader.${key}`), ...Object.keys(rest)]
  expect(places).toEqual(expect.arrayContaining(Object.values(inCopy).flat()))
})

test('of very many sends a copy has as many as an answer has room and time for, and says how many it lacks', async () => {
  const many = await aDesk(aSubscriber('active'), { sends: 20_000 }).download()
  expect(many.body.length).toBeLessThan(5_000_000)
  const { sends, sendsNotRead } = copyIn(many)
  expect(sends.length + sendsNotRead!).toBe(20_001)
  const slow = copyIn(await aDesk(aSubscriber('active'), { sends: 1_000, passes: 100 }).download())
  expect(slow.sends.length).toBeGreaterThan(0)
  expect(slow.sendsNotRead).toBeGreaterThan(0)
})

const altered = link.replace(/.$/, (last) => (last === 'A' ? 'B' : 'A'))
test.each([
  ['altered', altered, 400],
  ['empty', '', 400],
  ['for another purpose', aToken('unsubscribe'), 400],
  ['for a form', aToken('form'), 400],
  ['expired', aToken('preferences', { expires: noon / 1000 - 1 }), 410],
  ['of nobody', aToken('preferences', { subscriber: 'ff'.repeat(16) }), 410],
])('a link that is %s changes nothing and tells nothing', async (_, token, status) => {
  const row = aSubscriber('active', { fields: { role: 'student' } })
  const { download, erase, look, subscribers } = aDesk(row)
  const before = structuredClone([...subscribers.kept])
  for (const answer of [
    await download(token),
    await erase(token),
    await look('/preferences/data', token),
    await look('/preferences/erase', token),
  ]) {
    expect(answer.status).toBe(status)
    expect(answer.headers['content-type']).toContain('text/html')
    expect(answer.body).not.toMatch(/ada|•••|student|2026-11-29|November 29/)
  }
  expect([...subscribers.kept]).toEqual(before)
})

test('before anything is erased a page says what goes when, what stays, and when the last copy is gone', async () => {
  const { look, subscribers } = aDesk(aSubscriber('active'))
  const before = structuredClone([...subscribers.kept])
  const { status, body } = await look('/preferences/erase')
  expect(status).toBe(200)
  expect(body).toMatch(/At once: .*Within a day: .*What stays is a code/s)
  expect(body).toContain(`Within ${lastCopyDays} days`)
  expect(body).toContain('gone by January 5, 2027')
  expect(body).toMatch(/<form[^>]*method="post" action="\/preferences\/erase">/)
  expect([...subscribers.kept]).toEqual(before)
})

test('one press erases, a second says that it was done, and nobody else is touched', async () => {
  const { site, erase, download, look, subscribers } = aDesk(aSubscriber('active'))
  const others = structuredClone([...subscribers.kept].filter(([one]) => one !== id))
  const done = await erase()
  expect([done.status, done.body]).toEqual([200, expect.stringContaining('Your data are erased')])
  expect(done.body).toContain('gone by January 5, 2027')
  expect(subscribers.kept.get(id)).toEqual({
    ...{ id, status: 'erased', at: '2026-11-30T12:00:00.000Z', revision: 2 },
  })
  site.at += 30_000
  const again = await erase()
  expect([again.status, again.body]).toEqual([200, expect.stringContaining('erased on November 30, 2026')])
  expect(subscribers.kept.get(id)).toMatchObject({ revision: 2 })
  for (const gone of [await download(), await look('/preferences/data'), await look('/preferences/erase')]) {
    expect([gone.status, gone.body]).toEqual([410, expect.stringContaining('erased on November 30, 2026')])
    expect(gone.body).toContain('href="/subscribe?language=en"')
  }
  expect([...subscribers.kept].filter(([one]) => one !== id)).toEqual(others)
})

test('two presses at once both say that it is done', async () => {
  const { erase, subscribers } = aDesk(aSubscriber('active'))
  const both = await Promise.all([erase(), erase()])
  expect(both.map(({ status }) => status)).toEqual([200, 200])
  expect(subscribers.kept.get(id)).toMatchObject({ status: 'erased' })
})

test('whoever has left, or is suppressed, may have a copy and be erased, too, and stays suppressed', async () => {
  const left = aDesk(aSubscriber('unsubscribed'))
  expect((await left.look('/preferences/data')).body).toContain('action="/preferences/data"')
  expect((await left.erase()).status).toBe(200)
  const suppressed = aDesk(aSubscriber('suppressed', { cause: 'complaint' }))
  await suppressed.erase()
  expect(suppressed.subscribers.kept.get(id)).toMatchObject({ status: 'erased', suppressed: 'complaint' })
})

test('links in mails of before say that their reader was erased, and how to come back', async () => {
  const { erase, site } = aDesk(aSubscriber('active'))
  await erase()
  for (const [purpose, status] of [
    ['preferences', 410],
    ['unsubscribe', 200],
    ['confirm', 410],
  ] as const)
    for (const answer of [
      await site.open(`/${purpose}`, aToken(purpose)),
      await site.press(`/${purpose}`, aToken(purpose)),
    ]) {
      expect([purpose, answer.status]).toEqual([purpose, status])
      expect(answer.body).toContain('erased on November 30, 2026')
      expect(answer.body).toContain('href="/subscribe?language=en"')
    }
})
