import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  packPassedOver,
  unpackPassedOver,
} from '../../../../functions/subscription/import/passed-over-rows.ts'
import type { Subscribers } from '../../../../functions/subscription/states/change-subscriber.ts'
import { notingLeftInboxes } from '../../../../functions/subscription/states/note-left-inboxes.ts'
import { transition } from '../../../../functions/subscription/states/state-machine.ts'
import { type ReaderRow, Subscriber } from '../../../../functions/subscription/states/subscriber.ts'
import { aSubscriber, noon } from '../../../builders.ts'
import { seed } from '../../../fuzz-seed.ts'
import { adminOver, readerActs } from '../../../reader-acts.ts'
import { idOf } from '../../../reader-ids.ts'
import { importWorld } from './import-world.ts'
import { offer } from './judge-file.ts'

const plain = (count: number, from = 0) =>
  ['email,name', ...Array.from({ length: count }, (_, at) => `reader-${from + at}@example.org,R`), ''].join(
    '\n',
  )

const states = (readers: Map<string, Subscriber>) =>
  [...readers.values()].map(({ email, status }) => `${email} ${status}`).sort()

test('rows become readers as they stood elsewhere, each with the import and the row as evidence', async () => {
  const world = importWorld()
  world.ask(
    'old',
    `email,status,created_at,unsubscribed_at,language
ada@example.org,active,2019-05-06,,en
bob@example.org,unsubscribed,2019-05-06,2020-01-02,
cid@example.org,bounced,2019-05-06,,
`,
  )
  expect(await world.run('old')).toEqual(['done'])
  const now = new Date(noon).toISOString()
  const evidence = (row: number) => ({ at: '2019-05-06T00:00:00.000Z', import: 'old', row })
  const rows = [...world.readers.values()].sort((a, b) => a.email.localeCompare(b.email))
  expect(rows).toEqual([
    {
      id: idOf('ada@example.org'),
      email: 'ada@example.org',
      language: 'en',
      topics: [],
      consent: evidence(2),
      createdAt: now,
      revision: 1,
      status: 'active',
      confirmedAt: now,
    },
    expect.objectContaining({
      status: 'unsubscribed',
      since: '2020-01-02T00:00:00.000Z',
      consent: evidence(3),
    }),
    expect.objectContaining({ status: 'suppressed', cause: 'bounce', since: now, consent: evidence(4) }),
  ])
  for (const row of rows) expect(Subscriber.parse(row)).toEqual(row)
  expect(world.records.get('old')).toMatchObject({
    state: 'done',
    by: 'ada',
    consent: 'They asked by our old form',
    counts: { rows: 3, taken: { active: 1, unsubscribed: 1, suppressed: 1 }, passedOver: {} },
    endedAt: now,
  })
  expect(world.records.get('old')).not.toHaveProperty('expires')
})

test('nobody is brought back who left, bounced or complained, and who signed up here stays as they are', async () => {
  const world = importWorld()
  const left = aSubscriber('unsubscribed', { revision: 3 })
  const bounced = { ...aSubscriber('suppressed'), id: idOf('bob@example.org'), email: 'bob@example.org' }
  const reader = { ...aSubscriber('active'), id: idOf('cid@example.org'), email: 'cid@example.org' }
  const lapsed = {
    ...aSubscriber('pending', { expires: noon / 1000 - 1 }),
    id: idOf('dee@example.org'),
    email: 'dee@example.org',
  }
  const waiting = { ...aSubscriber('pending'), id: idOf('eve@example.org'), email: 'eve@example.org' }
  for (const row of [left, bounced, reader, lapsed, waiting]) world.readers.set(row.id, row)
  world.ask(
    'old',
    `email,status
ada@example.org,active
bob@example.org,active
cid@example.org,unsubscribed
dee@example.org,active
eve@example.org,active
`,
  )
  await world.run('old')
  expect(world.readers.get(left.id)).toEqual(left)
  expect(world.readers.get(bounced.id)).toEqual(bounced)
  expect(world.readers.get(reader.id)).toEqual(reader)
  expect(world.readers.get(lapsed.id)).toMatchObject({ status: 'active', consent: { import: 'old', row: 5 } })
  expect(world.readers.get(waiting.id)).toMatchObject({
    status: 'active',
    consent: { import: 'old', row: 6 },
  })
  expect(world.readers.get(waiting.id)).not.toHaveProperty('expires')
  expect(world.readers.get(lapsed.id)).toHaveProperty('createdAt', new Date(noon).toISOString())
  expect(world.readers.get(waiting.id)).toHaveProperty('createdAt', waiting.createdAt)
  expect(world.reasons('old')).toEqual(['2 unsubscribed', '3 suppressed', '4 reader'])
})

test('who was erased is brought back by no row, whatever it says, also when they are erased in mid-import', async () => {
  const world = importWorld()
  const at = new Date(noon).toISOString()
  const erased = { id: idOf('ada@example.org'), status: 'erased' as const, at, revision: 4 }
  const rows = world.readers as Map<string, ReaderRow>
  rows.set(erased.id, erased)
  world.ask('old', 'email,status\nada@example.org,active\nbob@example.org,active\nada@example.org,bounced\n')
  await world.run('old')
  expect(rows.get(erased.id)).toEqual(erased)
  expect(world.reasons('old')).toEqual(['2 erased', '4 erased'])
  // The same import again, of which Bob is by now.
  const bob = { ...erased, id: idOf('bob@example.org') }
  rows.set(bob.id, bob)
  world.ask('new', 'email\nbob@example.org\n')
  await world.run('new')
  expect([rows.get(bob.id), world.reasons('new')]).toEqual([bob, ['2 erased']])
})

test('a row that says that somebody left counts more than one that calls them a reader', async () => {
  const world = importWorld()
  world.ask(
    'old',
    'email,status\nada@example.org,active\nada@example.org,active\nADA@example.org,cancelled\n',
  )
  await world.run('old')
  expect(states(world.readers)).toEqual(['ada@example.org unsubscribed'])
  expect(world.reasons('old')).toEqual(['3 duplicate', '4 contradicted'])
  // The file of those who left comes after that of the readers.
  world.ask('first', plain(3))
  await world.run('first')
  world.ask('second', plain(2, 1), { file: { name: 'unsubscribed_2031.csv', size: plain(2, 1).length } })
  await world.run('second')
  expect(states(world.readers)).toContain('reader-0@example.org active')
  expect(states(world.readers)).toContain('reader-2@example.org unsubscribed')
  // And the other way round.
  world.ask('third', plain(3))
  await world.run('third')
  expect(states(world.readers)).toContain('reader-2@example.org unsubscribed')
  expect(world.reasons('third')).toEqual(['2 reader', '3 unsubscribed', '4 unsubscribed'])
})

const eve = (status: Subscriber['status'], but: Partial<Subscriber> = {}) =>
  ({ ...aSubscriber(status), id: idOf('eve@example.org'), email: 'eve@example.org', ...but }) as Subscriber
const importOf = async (row: Subscriber | undefined, ...files: string[]) => {
  const world = importWorld()
  if (row) world.readers.set(row.id, row)
  const name = row && 'import' in row.consent ? 'later' : 'import'
  for (const [at, text] of files.entries()) {
    world.ask(`${name}-${at}`, text)
    await world.run(`${name}-${at}`)
  }
  return { ...world, eve: world.readers.get(idOf('eve@example.org')) as Subscriber }
}
const press = (row: Subscriber) =>
  transition(row, { type: 'confirm', at: '2026-11-30T12:30:00.000Z' }, noon) as Subscriber
const left = 'email,unsubscribed_at\neve@example.org,2019-01-01\n'

test('a sign-up that waits becomes a reader’s with what they chose, and the form is kept beside the import', async () => {
  const fields = { name: 'Eve' }
  const before = eve('pending', { topics: ['views'], timeZone: 'Asia/Tokyo', fields })
  const { eve: after } = await importOf(before, 'email,language,topics\neve@example.org,zh-CN,focus\n')
  expect(after).toMatchObject({
    status: 'active',
    language: 'en',
    topics: ['views'],
    timeZone: 'Asia/Tokyo',
    fields,
  })
  expect(after.consent).toMatchObject({ import: 'import-0', row: 2, form: before.consent })
  expect(after).toMatchObject({ mailedAt: '2026-11-29T12:00:00.000Z', mails: 1 })
  expect(Subscriber.parse(after)).toEqual(after)
  // A stranger may have filled the form in: until it is confirmed, another file may still say that they left.
  expect((await importOf(after, left)).eve.status).toBe('unsubscribed')
  const confirmed = press(after)
  expect(confirmed.consent).toMatchObject({
    import: 'import-0',
    form: { confirmedAt: '2026-11-30T12:30:00.000Z' },
  })
  expect((await importOf(confirmed, left)).eve).toEqual(confirmed)
})

test('who left elsewhere and waits for their confirmation here is no reader until they confirm', async () => {
  const before = eve('pending', { topics: ['views'] })
  const both = 'email,status\neve@example.org,unsubscribed\neve@example.org,active\n'
  const { eve: after, reasons } = await importOf(before, both)
  expect([after.status, reasons('import-0')]).toEqual(['unsubscribed', ['3 duplicate']])
  expect(press(after)).toMatchObject({
    status: 'active',
    topics: ['views'],
    consent: { form: '/subscribe', confirmedAt: '2026-11-30T12:30:00.000Z' },
    former: [{ consent: { import: 'import-0', row: 2 } }],
  })
})

test('a complaint or bounce elsewhere counts also of who left, or waits', async () => {
  const complained = 'email,status\neve@example.org,complained\n'
  const gone = 'email,status\neve@example.org,unsubscribed\n'
  expect((await importOf(undefined, gone, complained)).eve).toMatchObject({
    status: 'suppressed',
    cause: 'complaint',
  })
  expect((await importOf(undefined, `${gone}eve@example.org,complained\n`)).eve.status).toBe('suppressed')
  expect((await importOf(eve('pending'), complained)).eve).toMatchObject({
    status: 'suppressed',
    unconfirmed: true,
  })
  expect((await importOf(eve('unsubscribed'), complained)).eve).toMatchObject({
    status: 'suppressed',
    left: '2026-11-29T13:00:00.000Z',
  })
  expect((await importOf(eve('active'), complained)).eve.status).toBe('active')
  const bounced = 'email,status\neve@example.org,bounced\n'
  expect((await importOf(undefined, bounced, complained)).eve).toMatchObject({ cause: 'complaint' })
  expect((await importOf(undefined, complained, bounced)).eve).toMatchObject({ cause: 'complaint' })
})

test('who left elsewhere before they chose here what they get, or opted in here, is not ended by that', async () => {
  const { eve: reader } = await importOf(undefined, 'email\neve@example.org\n')
  const choice = { language: 'en', topics: ['views'] }
  const chosen = transition(
    reader,
    { type: 'choose', at: '2026-11-30T12:10:00.000Z', choice },
    noon,
  ) as Subscriber
  const after = await importOf(chosen, left)
  expect([after.eve, after.reasons('later-0')]).toEqual([chosen, ['2 reader']])
  const later = 'email,unsubscribed_at\neve@example.org,2026-11-30T12:10:01Z\n'
  for (const file of [later, 'email,unsubscribed\neve@example.org,yes\n'])
    expect((await importOf(chosen, file)).eve.status).toBe('unsubscribed')
  const consent = {
    at: '2026-11-01T00:00:00.000Z',
    form: '/',
    wording: 'w',
    confirmedAt: '2026-11-01T00:05:00.000Z',
  }
  const bounced = (at: string) => `email,bounced_at\neve@example.org,${at}\n`
  expect((await importOf(eve('unsubscribed', { consent }), bounced('2019-01-01'))).eve.status).toBe(
    'unsubscribed',
  )
  expect((await importOf(eve('unsubscribed', { consent }), bounced('2026-11-02'))).eve.status).toBe(
    'suppressed',
  )
})

test('another spelling of an inbox that left or is suppressed brings nobody back', async () => {
  const out = { ...eve('suppressed'), id: idOf('eve@gmail.com'), email: 'eve@gmail.com' } as Subscriber
  const spelled = 'email\ne.v.e@gmail.com\neve+news@googlemail.com\nada@gmail.com\n'
  const known = await importOf(out, spelled)
  expect(known.reasons('import-0')).toEqual(['2 other-spelling', '3 other-spelling'])
  expect(states(known.readers)).toEqual(['ada@gmail.com active', 'eve@gmail.com suppressed'])
  const inOneFile = 'email,status\ne.ve@gmail.com,active\neve@gmail.com,complained\nev.e@gmail.com,bounced\n'
  const { readers, reasons } = await importOf(undefined, inOneFile)
  expect(states(readers)).toEqual(['ev.e@gmail.com suppressed', 'eve@gmail.com suppressed'])
  expect(reasons('import-0')).toEqual(['2 other-spelling'])
})

test.each([
  ['a dot', 'e.v.e@gmail.com', 'eve@gmail.com'],
  ['a dot elsewhere', 'e.v.e@gmail.com', 'ev.e@gmail.com'],
  ['a tag', 'eve+news@example.org', 'eve@example.org'],
  ['another tag', 'eve+news@example.org', 'eve+list@example.org'],
  ['another name of the provider', 'eve@googlemail.com', 'eve@gmail.com'],
])('who left by %s is brought back by no other spelling, and is reported', async (_, gone, spelled) => {
  for (const leave of ['unsubscribed', 'suppressed', 'erased'] as const) {
    const world = importWorld()
    const before = { ...eve('active'), id: idOf(gone), email: gone } as Subscriber
    world.readers.set(before.id, before)
    const noting = notingLeftInboxes(world.subscribers, { note: world.leftInboxes.note, idOf })
    const at = new Date(noon).toISOString()
    const event =
      leave === 'unsubscribed'
        ? { type: 'leave' as const, at }
        : leave === 'suppressed'
          ? { type: 'suppress' as const, at, cause: 'complaint' as const }
          : { type: 'erase' as const, at, id: before.id }
    await noting.replace(before, transition(before, event, noon)!)
    world.ask('old', `email\n${spelled}\nada@gmail.com\n`)
    await world.run('old')
    expect(world.reasons('old')).toEqual(['2 other-spelling'])
    expect(JSON.stringify([...world.leftInboxes.noted])).not.toContain('@')
    // Asking them by mail would bring them back, too.
    world.ask('asks', `email\n${spelled}\n`, { ask: true })
    await world.run('asks')
    expect(world.reasons('asks')).toEqual(['2 other-spelling'])
  }
})

test('who left in the same file by another spelling stays out, whichever row comes first, also of a trial', async () => {
  const files = [
    'eve@gmail.com,active\ne.ve@gmail.com,unsubscribed',
    'e.ve@gmail.com,unsubscribed\neve@gmail.com,active',
  ]
  for (const rows of files)
    for (const trial of [false, true] as const) {
      const world = importWorld()
      world.ask('old', `email,status\n${rows}\n`, trial ? { trial } : {})
      await world.run('old')
      expect(world.reasons(trial ? 'old.trial' : 'old')).toEqual([
        `${rows.startsWith('eve') ? 2 : 3} other-spelling`,
      ])
      expect(world.leftInboxes.noted.size).toBe(trial ? 0 : 1)
    }
})

/** What is noted of inboxes when a row is written over another. */
const notedBy = async (before: ReaderRow | undefined, after: ReaderRow) => {
  const noted: string[] = []
  const replace: Subscribers['replace'] = async () => 'written'
  await notingLeftInboxes({ replace }, { note: async (inbox) => void noted.push(inbox), idOf }).replace(
    before,
    after,
  )
  return noted
}

test('who left where they were before they moved is kept out there, too', async () => {
  const movedFrom = [{ id: idOf('eve@example.com'), email: 'eve@example.com', at: '', until: '' }]
  const before = eve('active', { movedFrom })
  const left = transition(before, { type: 'leave', at: new Date(noon).toISOString() }, noon)!
  expect(await notedBy(before, left)).toEqual([idOf('eve@example.com')])
  expect(await notedBy(left, left)).toEqual([])
})

test('who came where another reader had been, and left, is kept out by every spelling', async () => {
  const id = idOf(`after ${idOf('eve@gmail.com')}`)
  const before = eve('active', { id, email: 'eve@gmail.com' })
  const left = transition(before, { type: 'leave', at: new Date(noon).toISOString() }, noon)!
  expect(await notedBy(before, left)).toEqual([idOf('eve@gmail.com')])
})

test.each(['suppressed', 'erased'])(
  'an address that nobody has, and that was %s, is kept out by every spelling',
  async (how) => {
    const world = importWorld()
    const note = (inbox: string) => void world.leftInboxes.note(inbox)
    const subscribers = world.subscribers as never
    const address = 'e.ve@gmail.com'
    if (how === 'suppressed') await adminOver(subscribers, () => noon, note).suppress(address)
    else await readerActs({ subscribers, now: () => noon, note }).erase(address)
    world.ask('old', 'email\neve@gmail.com\ne.ve@gmail.com\n')
    await world.run('old')
    expect(world.reasons('old')).toEqual(['2 other-spelling', `3 ${how}`])
  },
)

test('who left so long ago that nothing else is known of them is brought back by no row and no spelling', async () => {
  const world = importWorld()
  const at = new Date(noon).toISOString()
  const forgotten = {
    ...{ id: idOf('eve@gmail.com'), status: 'erased' as const, at, revision: 4 },
    left: { at: '2026-01-01T00:00:00.000Z' },
  }
  const rows = world.readers as Map<string, ReaderRow>
  rows.set(forgotten.id, forgotten)
  world.ask('old', 'email\neve@gmail.com\ne.v.e@gmail.com\n')
  await world.run('old')
  expect(world.reasons('old')).toEqual(['2 unsubscribed', '3 other-spelling'])
  expect([...rows.values()]).toEqual([forgotten])
})

test('nothing came to pass in the future', async () => {
  const { eve: reader } = await importOf(
    undefined,
    'email,created_at,confirmed_at\neve@example.org,2031-01-01,2031-01-02\n',
  )
  expect(reader.consent).toEqual({ at: new Date(noon).toISOString(), import: 'import-0', row: 2 })
  for (const column of ['unsubscribed_at', 'bounced_at'])
    expect((await importOf(undefined, `email,${column}\neve@example.org,2031-01-01\n`)).eve).toHaveProperty(
      'since',
      new Date(noon).toISOString(),
    )
})

test('a pause comes along, unless it is over', async () => {
  const paused = (until: string) => importOf(undefined, `email,paused_until\neve@example.org,${until}\n`)
  expect((await paused('2031-01-01')).eve).toMatchObject({
    status: 'active',
    paused: { until: '2031-01-01T00:00:00.000Z', since: new Date(noon).toISOString() },
  })
  expect((await paused('2020-01-01')).eve).not.toHaveProperty('paused')
})

const few: [what: string, before: Subscriber | undefined, files: string[]][] = [
  [
    'rows that are passed over',
    undefined,
    ['email,status\neve@example.org,active\nnobody,\nbob@example.org,\nbob@example.org,\n'],
  ],
  ['active, then left', undefined, ['email,status\neve@example.org,active\neve@example.org,unsubscribed\n']],
  [
    'active, left, complained',
    undefined,
    ['email,status\neve@example.org,active\neve@example.org,unsubscribed\neve@example.org,complained\n'],
  ],
  [
    'left, complained',
    undefined,
    ['email,status\neve@example.org,unsubscribed\neve@example.org,complained\n'],
  ],
  [
    'a second import: active, left, left, bounced',
    undefined,
    [
      'email\neve@example.org\n',
      `email,status\n${['active', 'unsubscribed', 'unsubscribed', 'bounced'].map((one) => `eve@example.org,${one}\n`).join('')}`,
    ],
  ],
  [
    'who waits: left, active',
    eve('pending'),
    ['email,status\neve@example.org,unsubscribed\neve@example.org,active\n'],
  ],
  [
    'who waits: active, bounced',
    eve('pending'),
    ['email,status\neve@example.org,active\neve@example.org,bounced\n'],
  ],
]
test.each(few)('killed at each call, a file comes to the same: %s', async (_, before, files) => {
  const comesTo = async (kill: number, isDone: boolean) => {
    let calls = Number.POSITIVE_INFINITY
    const world = importWorld(offer, {
      around: async (call) => {
        calls -= 1
        if (calls === 0 && isDone) call()
        if (calls <= 0) throw new Error('killed')
        return call()
      },
    })
    if (before) world.readers.set(before.id, before)
    for (const [at, text] of files.entries()) world.ask(`import-${at}`, text)
    for (const [at] of files.entries()) {
      calls = at === files.length - 1 && kill > 0 ? kill : Number.POSITIVE_INFINITY
      const ended = await world.run(`import-${at}`).catch((error: Error) => error.message)
      calls = Number.POSITIVE_INFINITY
      if (ended === 'killed') await world.run(`import-${at}`)
    }
    const last = `import-${files.length - 1}`
    const { counts, state } = world.records.get(last)!
    return { counts, state, why: world.reasons(last), readers: states(world.readers) }
  }
  const whole = await comesTo(0, false)
  expect(whole.state).toBe('done')
  for (let kill = 1; kill <= 16; kill += 1)
    for (const isDone of [true, false]) expect(await comesTo(kill, isDone)).toEqual(whole)
})

test('killed at any call and taken up again, every row is written once and counted once', async () => {
  const text = `${plain(600)}nobody,\nreader-5@example.org,again\nreader-599@example.org,again\n`
  const whole = importWorld()
  whole.ask('old', text)
  await whole.run('old')
  const calls = fc.array(fc.integer({ min: 1, max: 400 }), { minLength: 1, maxLength: 5 })
  await fc.assert(
    fc.asyncProperty(calls, fc.boolean(), fc.integer({ min: 1, max: 3 }), async (kills, isDone, chunks) => {
      let left = Number.POSITIVE_INFINITY
      const world = importWorld(offer, {
        // A call of a killed run may have been carried out, or not.
        around: async (call) => {
          left -= 1
          if (left === 0 && isDone) call()
          if (left <= 0) throw new Error('killed')
          return call()
        },
      })
      world.ask('old', text)
      for (const kill of kills) {
        left = kill
        await world.run('old', chunks).catch((error: Error) => expect(error.message).toBe('killed'))
      }
      left = Number.POSITIVE_INFINITY
      await world.run('old', chunks)
      const { revision: _, ...record } = world.records.get('old')!
      const { revision: __, ...wanted } = whole.records.get('old')!
      expect(record).toEqual(wanted)
      expect(world.reasons('old')).toEqual(whole.reasons('old'))
      expect(world.readers).toEqual(whole.readers)
    }),
    { seed, numRuns: 25 },
  )
})

test('two runs at once come to one import', async () => {
  const world = importWorld(offer, {
    around: (call) => new Promise((resolve) => setImmediate(() => resolve(call()))),
  })
  world.ask('old', `${plain(600)}nobody,\n`)
  const outcomes = await Promise.all([world.run('old'), world.run('old')])
  expect(outcomes.flat().sort()).toContain('done')
  expect(world.records.get('old')).toMatchObject({
    state: 'done',
    counts: { rows: 601, taken: { active: 600 } },
  })
  expect([...world.readers.values()].every(({ revision }) => revision === 1)).toBe(true)
})

test('an answer that was lost is no other run', async () => {
  const lost = new Set<string>()
  const world = importWorld()
  const { replace } = world.imports
  world.imports.replace = async (before, after) => {
    const outcome = await replace(before, after)
    const key = String(after.position?.row)
    if (outcome === 'changed-meanwhile' || lost.has(key)) return outcome
    lost.add(key)
    return 'changed-meanwhile'
  }
  world.ask('old', plain(600))
  expect(await world.run('old')).toEqual(['done'])
  expect(lost.size).toBeGreaterThan(2)
})

test('a cancel ends it within a chunk, and it stays ended', async () => {
  const world = importWorld()
  world.ask('old', plain(900))
  await world.work('old', { leftMs: () => 0 })
  const record = world.records.get('old')!
  world.records.set('old', { ...record, state: 'cancelled', revision: record.revision + 1 })
  expect(await world.run('old')).toEqual(['over', 'over'])
  expect(world.readers.size).toBe(250)
  const racing = importWorld()
  racing.ask('old', plain(900))
  const { replace } = racing.imports
  racing.imports.replace = async (before, after) => {
    const standing = racing.records.get('old')!
    if (after.position?.row === 502 && standing.state === 'working') {
      racing.records.set('old', { ...standing, state: 'cancelled', revision: standing.revision + 1 })
    }
    return replace(before, after)
  }
  expect(await racing.run('old')).toEqual(['cancelled'])
  // What was being written when it was cancelled stays, and counts.
  const { state, counts } = racing.records.get('old')!
  expect([state, counts.taken.active, racing.readers.size]).toEqual(['cancelled', 500, 500])
})

test('a file that turns out to be none after somebody cancelled leaves the import cancelled', async () => {
  const world = importWorld()
  world.ask('old', `${plain(290)}${Array.from({ length: 250 }, () => '"broken\n').join('')}`)
  const { replace } = world.imports
  let isCancelled = false
  world.imports.replace = async (before, after) => {
    const outcome = await replace(before, after)
    if (after.position && !isCancelled && after.state === 'working' && after.counts.rows > 0) {
      isCancelled = true
      const standing = world.records.get('old')!
      world.records.set('old', { ...standing, state: 'cancelled', revision: standing.revision + 1 })
    }
    return outcome
  }
  expect(await world.run('old')).toEqual(['over'])
  expect(world.records.get('old')).toMatchObject({ state: 'cancelled' })
  expect(world.records.get('old')).not.toHaveProperty('problem')
})

test.each([
  ['is no table', 'nothing\nat all\n', {}, 'No column holds addresses'],
  [
    'is not the one that was promised',
    plain(2),
    { file: { name: 'r.csv', size: 1 } },
    'has 57 bytes, of 1: import',
  ],
  ['never subscribed', plain(2), { file: { name: 'nonsubscribed.csv', size: 57 } }, 'never subscribed'],
])('a file that %s is refused, and why is said', async (_, text, but, problem) => {
  const world = importWorld()
  world.ask('old', text, but)
  expect(await world.run('old')).toEqual(['refused'])
  expect(world.records.get('old')).toMatchObject({
    state: 'refused',
    problem: expect.stringContaining(problem),
  })
  expect(await world.run('old')).toEqual(['over'])
})

test('another file than was promised by its SHA-256 is refused, and the same is not', async () => {
  const sha256 = createHash('sha256').update(plain(2)).digest()
  const ask = async (uploaded: string | undefined) => {
    const world = importWorld()
    world.ask('old', plain(2), { file: { name: 'r.csv', size: 57, sha256: sha256.toString('hex') } })
    world.upload('old', plain(2), 'e1', uploaded)
    return world.run('old')
  }
  expect(await ask(sha256.toString('base64'))).toEqual(['done'])
  expect(await ask(undefined)).toEqual(['refused'])
  expect(await ask('bm90IHRoaXM=')).toEqual(['refused'])
})

test.each(['replaced', 'gone'])('a file that is %s half-way ends the import', async (change) => {
  const begun = importWorld()
  begun.ask('old', plain(900))
  await begun.work('old', { leftMs: () => 0 })
  const world = importWorld()
  world.records.set('old', begun.records.get('old')!)
  if (change === 'replaced') world.upload('old', plain(900, 900), 'e2')
  expect(await world.run('old')).toEqual(['refused'])
  expect(world.records.get('old')!.problem).toContain('gone or was replaced')
})

test('nobody works on an import that there is not', async () => {
  expect(await importWorld().run('old')).toEqual(['no-such-import'])
})

test('rows by reason are packed into runs and unpacked as they were', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom('', 'duplicate', 'left'), { maxLength: 40 }), (reasons) => {
      const rows = reasons.flatMap((reason, at) => (reason ? [{ row: at + 2, reason }] : []))
      expect(unpackPassedOver(packPassedOver(rows))).toEqual(rows)
    }),
    { seed },
  )
})

test('who was erased is brought back by no spelling of their inbox', async () => {
  const world = importWorld()
  const erased = {
    ...{ id: idOf('eve@gmail.com'), status: 'erased' as const },
    ...{ at: new Date(noon).toISOString(), revision: 4 },
  }
  const rows = world.readers as Map<string, ReaderRow>
  rows.set(erased.id, erased)
  world.ask('old', 'email\ne.v.e@gmail.com\n')
  await world.run('old')
  expect(world.reasons('old')).toEqual(['2 other-spelling'])
  expect([...rows.values()]).toEqual([erased])
})

const mixed = `email,status
ada@example.org,active
bob@example.org,unsubscribed
ada@example.org,unsubscribed
not an address,active
cid@example.org,active
`

test('a trial comes to what the import itself would, and changes nobody', async () => {
  const trial = importWorld()
  const wasHere = aSubscriber('unsubscribed', { id: idOf('cid@example.org'), email: 'cid@example.org' })
  trial.readers.set(wasHere.id, wasHere)
  trial.ask('old', mixed, { trial: true })
  expect(await trial.run('old')).toEqual(['tried'])
  expect([...trial.readers.values()]).toEqual([wasHere])
  const tried = trial.records.get('old')!
  expect(tried).toMatchObject({ state: 'tried', expires: expect.any(Number) })
  expect(tried.plan?.header).toEqual(['email', 'status'])

  const real = importWorld()
  real.readers.set(wasHere.id, wasHere)
  real.ask('old', mixed)
  await real.run('old')
  expect(tried.counts).toEqual(real.records.get('old')!.counts)
  expect(trial.reasons('old.trial')).toEqual(real.reasons('old'))
  expect(trial.reasons('old')).toEqual([])
})

test('a trial asks nobody, and a message that comes twice finds it tried', async () => {
  const world = importWorld()
  world.ask('old', plain(3), { trial: true, ask: true })
  expect(await world.run('old')).toEqual(['tried'])
  expect(await world.run('old')).toEqual(['tried'])
  expect(world.records.get('old')!.counts.taken.pending).toBe(3)
  expect(world.asksQueue).toEqual([])
  // Nor is it noted whom the import would ask: it may be read otherwise.
  expect(await world.imports.asks('old', 0)).toBeUndefined()
})

test('a trial that is refused is forgotten like one that nobody starts', async () => {
  const world = importWorld()
  world.ask('old', 'name\nAda\n', { trial: true })
  expect(await world.run('old')).toEqual(['refused'])
  expect(world.records.get('old')!.expires).toBeGreaterThan(noon / 1000)
})
