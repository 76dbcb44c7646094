import { expect, test } from 'vitest'
import { anIssuePublished, aSubscriber } from '../../builders.ts'
import { aService } from './service.ts'
import { aFolder, aMachine } from './terminal-io.ts'

const aDesk = async (onSleep?: () => void, answers: string[] = []) => {
  const service = await aService()
  service.stores.issues.set('matrix-64', anIssuePublished())
  const cwd = await aFolder()
  return { ...service, ...aMachine({ cwd, env: service.env, answers, ...(onSleep && { onSleep }) }) }
}

const frozen = { at: '', editions: {}, topics: [], ranges: 1 }

test('a send says to whom it goes and when', async () => {
  const { masthead } = await aDesk()
  expect(await masthead('send', 'matrix-64', '--yes', '--at', '2026-12-02T09:00')).toEqual({
    code: 0,
    out: 'matrix-64--digest goes at 2026-12-02 09:00 (Asia/Shanghai) to all readers',
    errors: '',
  })
})

test('asked for again, a send says how it stands as status says it, and which of the new wishes are not taken', async () => {
  const { masthead } = await aDesk()
  const asIs = ['send', 'matrix-64', '--yes', '--at', '2026-12-02T09:00']
  await masthead(...asIs)
  const again = await masthead(...asIs)
  const status = await masthead('status', 'matrix-64--digest')
  expect(status.out).toMatch(/^matrix-64--digest {2}scheduled\n.* due +2026-12-02 09:00 \(Asia\/Shanghai\)$/s)
  expect(again).toMatchObject({ code: 0, out: expect.stringContaining(`\n${status.out}\n`) })
  expect(again.out).toMatch(/To send it not at all: masthead cancel matrix-64--digest$/)
  const now = await masthead('send', 'matrix-64')
  expect(now.code).toBe(1)
  expect(now.out).toContain(
    'Not taken: that it goes now. To send it now: masthead reschedule matrix-64--digest\n',
  )
  const otherwise = await masthead('send', 'matrix-64', '--at', '2026-12-03T09:00', '--language-is', 'en')
  expect(otherwise.code).toBe(1)
  expect(otherwise.out).toContain(
    'Not taken: that it goes at 2026-12-03 09:00 (Asia/Shanghai). To move it there: masthead reschedule matrix-64--digest --at 2026-12-03T09:00\n',
  )
  expect(otherwise.out).toContain('Not taken: that it goes to readers with language en. ')
})

test('what went at once is asked for again without another wish, also where it has begun', async () => {
  const { masthead, stores } = await aDesk()
  await masthead('send', 'matrix-64', '--yes')
  expect(await masthead('send', 'matrix-64')).toMatchObject({ code: 0, errors: '' })
  const id = 'matrix-64--digest'
  stores.sends.set(id, { ...stores.sends.get(id)!, frozen })
  const { code, out } = await masthead('send', 'matrix-64')
  expect([code, out]).toEqual([0, expect.stringMatching(/ {2}planning\n.*candidates +0/s)])
  expect(out).not.toContain('masthead cancel')
})

const someReaders = () => [
  aSubscriber('active', { id: `01${'a'.repeat(30)}`, language: 'zh-CN' }),
  aSubscriber('active', { id: `02${'b'.repeat(30)}`, language: 'zh-CN' }),
  aSubscriber('active', { id: `ff${'c'.repeat(30)}`, language: 'en' }),
  aSubscriber('unsubscribed', { id: `03${'d'.repeat(30)}` }),
]

test.each([
  ['3', 0, 'matrix-64--digest goes now to all readers', 1],
  ['4', 1, 'Nothing is sent', 0],
])('a send to everybody says how many and asks: %s typed', async (typed, code, said, made) => {
  const { masthead, stores } = await aDesk(undefined, [typed])
  for (const reader of someReaders()) stores.subscribers.set(reader.id, reader)
  const answered = await masthead('send', 'matrix-64')
  expect(answered.code).toBe(code)
  expect(answered.out).toContain('3 readers: zh-CN 2, en 1\nNot to 1: unsubscribed 1')
  expect(`${answered.out}${answered.errors}`).toContain(said)
  expect(stores.sends.size).toBe(made)
})

test.each([
  [['--at', '2026-12-02T09:00'], ' at 2026-12-02 09:00 (Asia/Shanghai)?'],
  [
    ['--at', '2026-12-10T09:00', '--own-zones'],
    ' at 2026-12-10 09:00 by each reader’s clock, from 2026-12-10 03:00 (Asia/Shanghai) to ',
  ],
  [[], ' now?'],
])('whoever is asked is told when it would go: %j', async (options, when) => {
  const { masthead, world } = await aDesk(undefined, ['no'])
  const asked: string[] = []
  const { ask } = world
  world.ask = (question) => {
    asked.push(question)
    return ask(question)
  }
  await masthead('send', 'matrix-64', ...options)
  expect(asked).toEqual([expect.stringContaining(`Send No. 64 to 0 readers${when}`)])
})

test.each([
  [['--at', '2026-12-01T11:59'], 'at: is in the past: give a later time, or leave it out to send now'],
  [['--at', '2026-11-29T09:00', '--own-zones'], 'at: is in the past on every clock'],
  [['--at', 'soon'], 'at: is not a time'],
  [['--own-zones'], 'at: is missing'],
])('a time that it cannot be given is said before anybody is counted or asked: %j', async (options, said) => {
  // Nobody is there to be asked.
  const { masthead, stores } = await aDesk()
  const { code, out, errors } = await masthead('send', 'matrix-64', ...options)
  expect([code, out, stores.sends.size]).toEqual([1, '', 0])
  expect(errors).toContain(said)
})

test('where nobody can be asked a send to everybody is refused, with the option that does it', async () => {
  const { masthead, stores } = await aDesk()
  const { code, errors } = await masthead('send', 'matrix-64')
  expect([code, stores.sends.size]).toEqual([2, 0])
  expect(errors).toContain(
    'Send No. 64 to 0 readers now? Nobody can be asked here, as there is no terminal: add --yes',
  )
})

test('a send that was cancelled before it began is made anew, with its new time', async () => {
  const { masthead, stores } = await aDesk()
  await masthead('send', 'matrix-64', '--yes', '--at', '2026-12-02T09:00')
  await masthead('cancel', 'matrix-64--digest')
  const { code, out } = await masthead('send', 'matrix-64', '--anew', '--yes', '--at', '2026-12-03T09:00')
  expect(code).toBe(0)
  expect(out).toContain('2026-12-03 09:00')
  expect(stores.sends.get('matrix-64--digest')).toMatchObject({ at: '2026-12-03T01:00:00.000Z', anew: 1 })
  expect(stores.sends.get('matrix-64--digest')!.cancelledAt).toBeUndefined()
})

test('a cancelled send for some readers is not sent to everybody because nobody said for whom', async () => {
  const { masthead, stores } = await aDesk()
  const forEnglish = ['send', 'matrix-64', '--at', '2026-12-02T09:00', '--language-is', 'en', '--yes']
  await masthead(...forEnglish)
  await masthead('cancel', 'matrix-64--digest')
  const again = await masthead(...forEnglish)
  expect(again.errors).toContain(
    'masthead send matrix-64 --at 2026-12-02T09:00 --language-is en --anew --yes',
  )
  const silent = await masthead('send', 'matrix-64', '--anew', '--yes')
  expect(silent.code).toBe(1)
  expect(silent.errors).toContain('was for some readers only')
  expect(stores.sends.get('matrix-64--digest')!.cancelledAt).toBeDefined()
})

test('whoever asks anew for what was paused before is told that this ends the pause; what else holds it is said', async () => {
  const { masthead, stores } = await aDesk(undefined, ['0', '0'])
  await masthead('send', 'matrix-64', '--yes', '--at', '2026-12-02T09:00')
  const id = 'matrix-64--digest'
  await masthead('pause', id)
  await masthead('cancel', id)
  expect((await masthead('status', id)).out).not.toContain('masthead resume')
  const { code, out } = await masthead('send', 'matrix-64', '--at', '2026-12-02T09:00')
  expect([code, out]).toEqual([0, expect.stringContaining('It was paused, too, since 2026-12-01 12:00')])
  expect(out).not.toContain('It stands still')
  expect(stores.sends.get(id)!.holds).toEqual({})
  await masthead('cancel', id)
  stores.sends.set(id, { ...stores.sends.get(id)!, holds: { reputation: '2026-12-01T04:00:00.000Z' } })
  const held = await masthead('send', 'matrix-64', '--anew', '--yes')
  expect(held.out).toMatch(
    /It stands still: too many bounces or complaints, since .*: masthead resume matrix-64--digest/,
  )
})

test('a script that sends again takes nobody’s cancel back; a person is told of it, and asked', async () => {
  const { masthead, stores } = await aDesk(undefined, ['no', '1'])
  const reader = aSubscriber('active', { id: `01${'a'.repeat(30)}`, language: 'en' })
  stores.subscribers.set(reader.id, reader)
  await masthead('send', 'matrix-64', '--purpose', 'labs', '--yes', '--at', '2026-12-02T09:00')
  const id = 'matrix-64--labs'
  await masthead('cancel', id)
  const before = stores.sends.get(id)
  expect(await masthead('send', 'matrix-64', '--purpose', 'labs', '--yes')).toEqual({
    code: 1,
    out: '',
    errors: `${id} was cancelled on 2026-12-01 12:00 (Asia/Shanghai): nobody will get it. To send it after all: masthead send matrix-64 --purpose labs --anew --yes`,
  })
  expect((await masthead('send', 'matrix-64', '--purpose', 'labs')).code).toBe(1)
  expect(stores.sends.get(id)).toEqual(before)
  expect((await masthead('send', 'matrix-64', '--purpose', 'labs')).code).toBe(0)
  expect(stores.sends.get(id)!.cancelledAt).toBeUndefined()
})

test('where nobody can be asked, it is said that the send was cancelled, when, and which options send it', async () => {
  const { masthead, stores } = await aDesk()
  await masthead('send', 'matrix-64', '--yes', '--at', '2026-12-02T09:00')
  await masthead('cancel', 'matrix-64--digest')
  for (const options of [[], ['--anew']]) {
    const { code, errors } = await masthead('send', 'matrix-64', ...options)
    expect(code).toBe(2)
    expect(errors).toContain('matrix-64--digest was cancelled on 2026-12-01 12:00 (Asia/Shanghai).')
    expect(errors).toContain('add --anew --yes to do it')
  }
  expect(stores.sends.get('matrix-64--digest')!.cancelledAt).toBeDefined()
  expect((await masthead('send', 'matrix-64', '--to', 'ada@example.org', '--anew')).code).toBe(2)
})

test('a language that was dropped since keeps a cancelled send from being asked for anew', async () => {
  const { masthead, stores } = await aDesk()
  await masthead('send', 'matrix-64', '--yes')
  const id = 'matrix-64--digest'
  const began = { ...frozen, editions: { en: 'old', fr: 'old' } }
  stores.sends.set(id, { ...stores.sends.get(id)!, frozen: began, cancelledAt: '2026-12-01T04:00:00.000Z' })
  const { code, errors } = await masthead('send', 'matrix-64', '--anew', '--yes')
  expect([code, errors]).toEqual([
    1,
    `${id} began in fr too, in which matrix-64 is not published now: publish it in fr again, or send for another purpose`,
  ])
})

test('a send that was cancelled half-way asks for those who were left out, and takes no other time', async () => {
  const { masthead, stores } = await aDesk(undefined, ['2'])
  await masthead('send', 'matrix-64', '--yes')
  const id = 'matrix-64--digest'
  stores.sends.set(id, { ...stores.sends.get(id)!, frozen, cancelledAt: '2026-12-01T04:00:00.000Z' })
  const batch = { key: '000-0000', size: 3, candidates: 3, excluded: {}, hintedAt: 0, attempt: 1 }
  stores.batches = [{ ...batch, codes: 'aCC', closed: true }]
  stores.ends = [{ range: 0, batches: 1, candidates: 0, excluded: {} }]
  const refused = await masthead('send', 'matrix-64', '--anew', '--yes', '--at', '2026-12-03T09:00')
  expect([refused.code, refused.errors]).toEqual([
    1,
    expect.stringContaining('had begun when it was cancelled'),
  ])
  // Said before it is asked: the answer is left for the next.
  expect(await masthead('send', 'matrix-64', '--at', '2026-12-03T09:00')).toMatchObject(refused)
  const { code, out } = await masthead('send', 'matrix-64')
  expect(out).toContain('1 have it, and do not get it again')
  expect(out).toContain(`${id} goes on, to those who were left out when it was cancelled`)
  expect([code, stores.sends.get(id)!.cancelledAt]).toEqual([0, undefined])
})

test('a test goes to its address', async () => {
  const { masthead } = await aDesk()
  const { out } = await masthead('send', 'matrix-64', '--to', 'ada@example.org', '--language', 'en')
  expect(out).toMatch(/^matrix-64--test-\w+ goes now to ada@example.org \(a test, en\)$/)
})

test('what the service refuses is said with its field', async () => {
  const { masthead } = await aDesk()
  const { code, errors } = await masthead('send', 'matrix-64', '--yes', '--at', 'soon')
  expect(code).toBe(1)
  expect(errors).toMatch(/^at: is not a time/)
})

test('waiting shows progress until the send is finished, then its account', async () => {
  let sleeps = 0
  const { masthead, stores, progress } = await aDesk(() => {
    sleeps += 1
    const id = 'matrix-64--digest'
    stores.sends.set(id, { ...stores.sends.get(id)!, frozen })
    const excluded = { unsubscribed: 2 }
    const batch = { key: '000-0000', size: 3, candidates: 3, excluded: {}, hintedAt: 0, attempt: 1 }
    stores.batches = [{ ...batch, codes: sleeps > 1 ? 'aar' : 'a..', closed: sleeps > 1 }]
    stores.ends = [{ range: 0, batches: 1, candidates: 2, excluded }]
  })
  const { code, out } = await masthead('send', 'matrix-64', '--yes', '--wait')
  expect(code).toBe(0)
  expect(progress).toEqual(['counting readers', 'starting', 'delivering: 60 % (3 of 5), 1 accepted'])
  expect(out).toContain('matrix-64--digest  finished')
  const lines = out.split('\n').map((line) => line.trim().replace(/ +/g, ' '))
  expect(lines.slice(-7, -1)).toEqual([
    'candidates 5',
    '= accepted 2',
    '+ excluded 2 unsubscribed 2',
    '+ failed 1 rejected 1',
    '+ uncertain 0',
    '+ waiting 0',
  ])
})

test('what is under way says how fast it goes, how long it takes, and when the next are due', async () => {
  const { masthead, stores } = await aDesk()
  await masthead('send', 'matrix-64', '--yes')
  const id = 'matrix-64--digest'
  stores.sends.set(id, { ...stores.sends.get(id)!, frozen })
  const batch = { size: 300, candidates: 300, excluded: {}, hintedAt: 0, attempt: 1, closed: false }
  const noon = Date.parse('2026-12-01T04:00:00Z')
  stores.batches = [
    {
      ...batch,
      key: '000-0000-000',
      codes: 'a'.repeat(60) + '.'.repeat(240),
      workedMs: 24_000,
      lease: noon + 60_000,
    },
    { ...batch, key: '000-0000-004', codes: '.'.repeat(300), due: noon + 3_600_000 },
  ]
  const { out } = await masthead('status', id)
  expect(out).toMatch(/ speed +2\.5 a second, 2 min left\n/)
  expect(out).toMatch(/ next due +2026-12-01 13:00 \(Asia\/Shanghai\)\n/)
})

test('the status of all sends is a line each; with --json it is the API’s answer', async () => {
  const { masthead } = await aDesk()
  expect((await masthead('status')).out).toContain('Nothing was ever sent')
  await masthead('send', 'matrix-64', '--yes')
  expect((await masthead('status')).out).toBe(
    'matrix-64--digest  starting  –    2026-12-01 12:00 (Asia/Shanghai)',
  )
  const { out } = await masthead('status', 'matrix-64--digest', '--json')
  expect(JSON.parse(out)).toMatchObject({ state: 'starting', audience: { candidates: 0 } })
  expect(await masthead('status', 'none')).toMatchObject({ code: 1, out: '' })
})

test('an issue’s id instead of a send’s is told of the digest where there is one', async () => {
  const { masthead } = await aDesk()
  expect((await masthead('status', 'matrix-64')).errors).toContain('There is no send matrix-64; see all with')
  await masthead('send', 'matrix-64', '--yes')
  for (const command of ['status', 'recipients']) {
    expect(await masthead(command, 'matrix-64')).toMatchObject({
      code: 1,
      errors: 'send: There is no send matrix-64; did you mean matrix-64--digest?',
    })
  }
})

test('a send whose approval fell away says whose, and why', async () => {
  const { masthead, stores } = await aDesk()
  await masthead('send', 'matrix-64', '--yes')
  const holds = { approval: '2026-12-01T04:00:00.000Z' }
  const approval = { above: 100, lapsed: { by: 'bob@example.org', why: 'editions' as const } }
  stores.sends.set('matrix-64--digest', { ...stores.sends.get('matrix-64--digest')!, holds, approval })
  expect((await masthead('status', 'matrix-64--digest')).out).toContain(
    'bob@example.org approved it before it was published anew',
  )
})

test('the list of sends says why one is held', async () => {
  const { masthead } = await aDesk()
  await masthead('send', 'matrix-64', '--yes')
  await masthead('pause', 'matrix-64--digest')
  expect((await masthead('status')).out).toContain('matrix-64--digest  held: paused by a person  –')
})

test.each([
  ['neither', [], /^Say --resend/],
  ['both', ['--resend', '--write-off'], /^One of the two is wanted, not both: --resend/],
])('resolve with %s of its two ways is refused', async (_, ways, message) => {
  const { masthead } = await aDesk()
  const { code, errors } = await masthead('resolve', 'matrix-64--digest', ...ways)
  expect(code).toBe(2)
  expect(errors).toMatch(message)
})

test('a send that stands still says why, in SES’s words too, and how it goes on', async () => {
  const { masthead, stores } = await aDesk()
  await masthead('send', 'matrix-64', '--yes')
  const id = 'matrix-64--digest'
  const since = '2026-12-01T04:00:00.000Z'
  const holds = { quota: since, account: since, 'a-later-versions': since }
  const heldBecause = 'Sending paused for this account'
  stores.sends.set(id, { ...stores.sends.get(id)!, frozen, holds, heldBecause })
  const { out } = await masthead('status', id)
  expect(out).toMatch(/ held +SES takes no more mail today, since 2026-12-01 12:00 .*; goes on by itself\n/)
  expect(out).toMatch(/ SES refuses the account \(Sending paused for this account\), .*: masthead resume /)
  expect(out).toMatch(/ a-later-versions, since .*: masthead resume /)
  expect((await masthead('resume', id)).out).toBe(
    `${id} goes on by itself, as soon as SES takes more mail: its daily quota is used up`,
  )
})

test('a send some of whose sums cannot be read is shown with the others, and says which are not counted', async () => {
  const { masthead, stores } = await aDesk()
  await masthead('send', 'matrix-64', '--yes')
  const id = 'matrix-64--digest'
  stores.sends.set(id, { ...stores.sends.get(id)!, frozen: { ...frozen, ranges: 4 } })
  stores.broken.add(3)
  expect((await masthead('status', id)).out).toMatch(/ not counted +what cannot be read of range 3\n/)
  expect((await masthead('status')).out).toMatch(/matrix-64--digest +\S+ +– +not known/)
})

const manyReaders = () =>
  Array.from({ length: 1_500 }, (_, number) =>
    aSubscriber('active', { id: number.toString(16).padStart(4, '0').repeat(8), language: 'en' }),
  )

test('a send to many more readers than were lately mailed shows over which days it goes, unless the domain is known', async () => {
  const ask = async (lately: number, ...options: string[]) => {
    const { masthead, stores } = await aDesk(undefined, ['1500'])
    for (const reader of manyReaders()) stores.subscribers.set(reader.id, reader)
    stores.lately = lately
    const { out } = await masthead('send', 'matrix-64', ...options)
    return { out, send: stores.sends.get('matrix-64--digest')! }
  }
  const sliced = await ask(0)
  expect(sliced.out).toContain('It goes out over 2 days, about 500 today, 1,000 tomorrow: ')
  expect(sliced.send.allAtOnce).toBeUndefined()
  expect((await ask(0, '--at', '2026-12-02T09:00')).out).toContain('about 500 first, 1,000 a day later: ')
  expect((await ask(750)).out).not.toContain('days')
  // Nobody is asked, and the plan is shown all the same.
  const unasked = await ask(0, '--yes')
  expect(unasked.out).toMatch(
    /^It goes out over 2 days, about 500 today, 1,000 tomorrow: [^\n]*\n[^\n]*\nmatrix-64--digest goes now/,
  )
  expect(unasked.out).not.toContain('1,500 readers')
  const atOnce = await ask(0, '--all-at-once')
  expect(atOnce.out).not.toContain('days')
  expect(atOnce.send.allAtOnce).toBe(atOnce.send.by)
})

test('status says how far a send has warmed up; one that is there takes no other pace', async () => {
  const { masthead, stores } = await aDesk()
  await masthead('send', 'matrix-64', '--yes')
  const id = 'matrix-64--digest'
  const inAnHour = new Date(Date.parse(stores.sends.get(id)!.requestedAt) + 3_600_000)
  const begun = { ...frozen, at: new Date(inAnHour.getTime() - 86_400_000).toISOString() }
  stores.sends.set(id, { ...stores.sends.get(id)!, frozen: { ...begun, warmUp: { slices: [1, 2, 4] } } })
  expect((await masthead('status', id)).out).toMatch(/ {2}warm-up +slice 1 of 3, next on 20\d\d-/)
  expect(await masthead('send', 'matrix-64', '--all-at-once')).toMatchObject({
    code: 1,
    out: expect.stringContaining('Not taken: that it goes out all at once.'),
  })
  await masthead('send', 'matrix-64', '--purpose', 'known', '--all-at-once', '--yes')
  expect((await masthead('status', 'matrix-64--known')).out).toMatch(
    / {2}pace +all at once: the domain is known, says /,
  )
  expect((await masthead('send', 'matrix-64', '--to', 'a@example.org', '--all-at-once')).code).toBe(2)
})
