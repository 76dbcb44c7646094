import { expect, test } from 'vitest'
import type { Happened, Rules } from './history.ts'
import { judge } from './judge.ts'

const rules: Rules = { freshMs: 2_000, chunk: 2, lifeMs: 140_000, decideAfterMs: 600_000, isOver: true }
const send = 'm--digest'
const ada = 'a'.repeat(32)
const bob = 'b'.repeat(32)

/** The events of a correct send to Ada and Bob. */
const sound = (): Happened[] => [
  { is: 'reader', at: 0, reader: ada, status: 'active', address: 'ada@example.org', confirmedAt: 0 },
  { is: 'reader', at: 0, reader: bob, status: 'active', address: 'bob@example.org', confirmedAt: 0 },
  { is: 'send', at: 1_000, send, frozenAt: 1_000, holds: [], cancelled: false },
  {
    is: 'step',
    at: 2_000,
    send,
    range: 0,
    step: 0,
    batches: { '000-0000': [ada, bob] },
    leftOut: {},
    last: true,
  },
  batch(3_000, '..'),
  { is: 'run', at: 4_000, run: 'w1', of: 'deliver', how: 'began' },
  batch(4_000, '>>'),
  ...mailed(1, 5_000, ada),
  ...mailed(2, 6_000, bob),
  batch(7_000, 'aa'),
  { is: 'run', at: 7_000, run: 'w1', of: 'deliver', how: 'answered' },
]

const batch = (at: number, letters: string): Happened => ({
  is: 'batch',
  at,
  send,
  batch: '000-0000',
  letters,
  closed: !/[.>]/.test(letters),
  candidates: letters.length,
  leftOut: 0,
})

const mailed = (call: number, at: number, reader: string, but = {}): Happened[] => [
  {
    is: 'call-began',
    at,
    call,
    send,
    batch: '000-0000',
    index: reader === ada ? 0 : 1,
    reader,
    address: reader === ada ? 'ada@example.org' : 'bob@example.org',
    attempt: 1,
    run: 'w1',
    ...but,
  },
  { is: 'call-answered', at: at + 50, call, answer: 'accepted' },
  { is: 'call-taken', at: at + 50, call },
]

const act = (
  act: number,
  what: 'unsubscribe' | 'cancel' | 'resend' | 'pause' | 'resume' | 'approve' | 'correct',
  asked: number,
  done: number,
  but = {},
) =>
  [
    { is: 'act', at: asked, act, how: 'asked', what, send, ...but },
    { is: 'act', at: done, act, how: 'done', what, send, ...but },
  ] as Happened[]

/** The rules that a history breaks. Events are put in order of time first. */
const broken = (events: Happened[], but: Partial<Rules> = {}) => [
  ...new Set(
    judge({ rules: { ...rules, ...but }, events: [...events].sort((a, b) => a.at - b.at) }).map(
      ({ rule }) => rule,
    ),
  ),
]

test('a sound send breaks nothing', () => {
  expect(broken(sound())).toEqual([])
})

test('who is mailed twice is found, but for a resend of which nothing was reported before', () => {
  expect(broken([...sound(), ...mailed(3, 9_000, ada)])).toContain('once')
  const resent = [
    ...sound().filter((event) => !(event.is === 'batch' && event.at === 7_000)),
    { is: 'run', at: 7_000, run: 'w1', of: 'deliver', how: 'killed' } as const,
    batch(200_000, 'ua'),
    ...act(1, 'resend', 900_000, 900_100),
    batch(900_050, '.a'),
    ...mailed(3, 910_000, ada),
    batch(911_000, 'aa'),
  ]
  expect(broken(resent)).toEqual([])
  expect(broken([...resent, { is: 'reported', at: 300_000, call: 1 }])).toContain('once')
})

test('who confirmed after the freeze and is planned is found, but who was a reader then may have been read before they left', () => {
  const state = (at: number, status: 'active' | 'unsubscribed', confirmedAt?: number): Happened => ({
    is: 'reader',
    at,
    reader: ada,
    status,
    address: 'ada@example.org',
    ...(confirmedAt !== undefined && { confirmedAt }),
  })
  const back = [state(1_200, 'unsubscribed'), state(1_500, 'active', 1_500)]
  expect(broken([...sound(), ...back])).toEqual([])
  const isBefore = (event: Happened) => event.is === 'reader' && event.reader === ada
  expect(broken([...sound().filter((event) => !isBefore(event)), ...back])).toContain('nobody lost')
})

test('who is left out, waits for ever, or is in two batches is found', () => {
  const others = sound().filter(({ is, at }) => is !== 'batch' || at < 4_000)
  expect(broken(others)).toContain('nobody lost')
  const carol = 'c'.repeat(32)
  const late: Happened = {
    is: 'reader',
    at: 500,
    reader: carol,
    status: 'active',
    address: 'c@x',
    confirmedAt: 500,
  }
  expect(broken([late, ...sound()])).toContain('nobody lost')
  expect(
    broken([
      ...sound(),
      {
        is: 'step',
        at: 8_000,
        send,
        range: 0,
        step: 1,
        batches: { '000-0001': [ada] },
        leftOut: {},
        last: true,
      },
    ]),
  ).toContain('sums')
})

test('a call on a state from before an acknowledged leaving is found after two seconds', () => {
  const left = (done: number) => [...sound(), ...act(1, 'unsubscribe', 2_500, done, { reader: bob })]
  expect(broken(left(4_500))).toEqual([])
  expect(broken(left(3_900))).toContain('fresh')
})

test('more than a chunk, or anything a worker’s life later, after an acknowledged cancel is found', () => {
  const cancelled = [...sound(), ...act(1, 'cancel', 3_500, 3_900)]
  expect(broken(cancelled)).toEqual([])
  expect(broken(cancelled, { chunk: 1 })).toContain('stops')
  expect(broken(cancelled, { lifeMs: 1_000 })).toContain('stops')
})

test('a pause is over by a resume that was answered after it, whichever was asked for first', () => {
  const paused = [...sound(), ...act(1, 'pause', 2_000, 2_100)]
  const few = { chunk: 1 }
  expect(broken(paused, few)).toContain('stops')
  expect(broken([...paused, ...act(2, 'resume', 1_900, 2_200)], few)).not.toContain('stops')
  expect(broken([...paused, ...act(2, 'resume', 1_800, 1_900)], few)).toContain('stops')
})

test('a letter that says another thing than SES did is found', () => {
  const ends = (letters: string) =>
    [...sound(), batch(7_000, letters)].filter(
      (event) => event.at !== 7_000 || event.is !== 'batch' || event.letters === letters,
    )
  expect(broken(ends('ra'))).toContain('truth')
  expect(broken(ends('ua'))).toContain('truth')
  expect(broken([...sound(), batch(8_000, '.a')])).toContain('letters')
})

test('who is uncertain is excused by what befell the worker that had them under way, not by what befell another', () => {
  const doubted = (stricken: string): Happened[] => [
    ...sound().filter((event) => event.is !== 'batch' && (event.is !== 'run' || event.how === 'began')),
    batch(3_000, '..'),
    { ...batch(4_000, '>>'), sandbox: 'w1' } as Happened,
    { is: 'run', at: 4_500, run: 'w2', of: 'deliver', how: 'began' },
    { is: 'run', at: 6_500, run: stricken, of: 'deliver', how: 'killed' },
    { ...batch(200_000, 'ua'), sandbox: 'w3' } as Happened,
  ]
  expect(broken(doubted('w1'))).toEqual([])
  expect(broken(doubted('w2'))).toEqual(['truth'])
})

test('a decision that came too early, and a hold lifted by nobody, are found', () => {
  const early = [
    ...sound().filter((event) => !(event.is === 'batch' && event.at === 7_000)),
    { is: 'run', at: 6_500, run: 'w1', of: 'deliver', how: 'killed' } as const,
    batch(200_000, 'ua'),
    ...act(1, 'resend', 300_000, 300_100),
    batch(300_050, '.a'),
    batch(301_000, 'Ca'),
  ]
  expect(broken(early)).toContain('letters')
  const held: Happened = { is: 'send', at: 1_500, send, frozenAt: 1_000, holds: ['person'], cancelled: false }
  const free: Happened = { ...held, at: 2_500, holds: [] }
  expect(broken([...sound(), held, free])).toContain('holds')
  expect(broken([...sound(), held, free, ...act(1, 'resume', 2_000, 2_600)])).toEqual([])
})

test('sums that do not add up, or are not those of the end, and a done range with an open batch are found', () => {
  const sums = (at: number, accepted: number, done = true): Happened => ({
    ...{ is: 'sums', at, send, part: 0, done, candidates: 2, accepted },
    ...{ uncertain: 0, waiting: 2 - accepted, excluded: 0, failed: 0 },
  })
  const end: Happened = { is: 'range-end', at: 3_500, send, range: 0, batches: 1 }
  expect(broken([...sound(), end, sums(8_000, 2)])).toEqual([])
  expect(broken([...sound(), end, sums(8_000, 1)])).toContain('sums')
  expect(broken([...sound(), end, sums(4_500, 2)])).toContain('done')
})

test('a test that goes anywhere but to its address is found', () => {
  const test: Happened = { is: 'send', at: 900, send, test: 'me@example.org', holds: [], cancelled: false }
  expect(broken([...sound(), test, { ...test, at: 1_000, frozenAt: 1_000 } as Happened])).toContain(
    'addressed',
  )
})

/** A second send to those who got the first, or did not, in whose only step are these readers. */
const again = (got: boolean, batches: Record<string, string[]>, leftOut = {}): Happened[] => [
  ...sound(),
  {
    ...{ is: 'send', at: 8_000, send: 'm--again', frozenAt: 8_000, holds: [], cancelled: true },
    only: { send, got },
  },
  { is: 'step', at: 9_000, send: 'm--again', range: 0, step: 0, batches, leftOut, last: true },
]

test.each<[string, Happened[]]>([
  ['somebody who got it is planned among those who did not', again(false, { b: [ada] })],
  ['somebody who got it is left out for that they did not', again(true, {}, { 'other-issues': [bob] })],
  ['somebody who never got it is planned among those who did', again(true, { b: ['c'.repeat(32)] })],
])('the judge sees that %s', (_, events) => {
  expect(judge({ rules, events }).map(({ rule }) => rule)).toContain('who got')
})

test('who got it and is planned for that, or is in doubt and left out, breaks no promise', () => {
  for (const events of [again(true, { b: [ada] }), again(false, {}, { 'not-known': [ada, bob] })])
    expect(judge({ rules, events }).filter(({ rule }) => rule === 'who got')).toEqual([])
})

test('what is announced by nobody, or owed for ever, is found', () => {
  const wanted = { isAnnounced: true }
  const told = (at: number, how: 'queued' | 'owed', since = 'one'): Happened => ({
    ...{ is: 'announced', at, how, type: 'send.started', about: send, mark: '', since },
  })
  expect(broken(sound())).toEqual([])
  expect(broken(sound(), wanted)).toEqual(['announced'])
  expect(broken([...sound(), told(900, 'queued')], wanted)).toEqual([])
  expect(broken([...sound(), told(1_100, 'queued')], wanted)).toEqual(['announced'])
  expect(broken([...sound(), told(900, 'owed')], wanted)).toEqual(['announced'])
  expect(broken([...sound(), told(900, 'owed'), told(9_000, 'queued')], wanted)).toEqual([])
  // What was announced anew is to be queued anew: who was told of it before may have found nothing.
  const again = [told(900, 'owed'), told(950, 'queued'), told(960, 'owed', 'two')]
  expect(broken([...sound(), ...again], wanted)).toEqual(['announced'])
  const late = [told(900, 'owed'), told(950, 'queued'), told(960, 'owed')]
  expect(broken([...sound(), ...late], wanted)).toEqual([])
})

test('a write for a send as nobody saw it is found', () => {
  const as = (at: number, version: string, deed?: string): Happened => ({
    ...{ is: 'send', at, send, frozenAt: 1_000, holds: [], cancelled: false, version },
    ...(deed && { deed }),
  })
  const saw: Happened = { is: 'saw', at: 2_500, deed: 'ada', send, version: 'two' }
  expect(broken([...sound(), as(2_400, 'two'), saw, as(2_600, 'three', 'ada')])).toEqual([])
  expect(broken([...sound(), as(2_400, 'two'), saw, as(2_550, 'more'), as(2_600, 'three', 'ada')])).toEqual([
    'as seen',
  ])
})

test('an approval for what its giver did not see is found', () => {
  const saw: Happened = { is: 'saw', at: 500, deed: 'bob', send, version: 'one', editions: ['e1'] }
  const as = (approved: string[]): Happened[] => [
    { is: 'send', at: 400, send, holds: ['approval'], cancelled: false, version: 'one' },
    saw,
    { ...{ is: 'send', at: 600, send, holds: [], cancelled: false, version: 'two' }, approved, deed: 'bob' },
  ]
  expect(broken([...sound(), ...as(['e1'])])).toEqual([])
  expect(broken([...sound(), ...as(['e2'])])).toEqual(['as seen'])
})

test('who published what a send brings is no second person for it', () => {
  const waits = { is: 'send', send, cancelled: false, above: 1, by: 'ada', askedAt: 'now' } as const
  const history = (by: string): Happened[] => [
    { is: 'published', at: 100, language: 'en', edition: 'e1', by: 'bob' },
    { ...waits, at: 900, holds: ['approval'] },
    ...act(1, 'approve', 950, 980, { who: by }),
    { ...waits, at: 970, holds: [], approved: ['e1'] },
    ...sound().filter(({ is }) => is !== 'send'),
    { ...waits, at: 1_000, frozenAt: 1_000, holds: [], approved: ['e1'], editions: ['e1'] },
  ]
  expect(broken(history('cat'))).toEqual([])
  expect(broken(history('bob'))).toContain('approved')
  expect(broken(history('ada'))).toContain('approved')
})

/** The editions of a correction of what Ada and Bob got, and those with which it began. */
const correction = (name: string, at: number, editions: string[], begunWith?: string[]): Happened => ({
  ...{ is: 'send', at, send: `${send}-correction${name}`, holds: [], cancelled: true },
  corrects: { send, editions },
  ...(begunWith && { frozenAt: at, editions: begunWith }),
})
const published = (at: number, edition: string, language = 'en'): Happened => ({
  ...{ is: 'published', at, language, edition },
})
/** A send in two languages, of which others are published afterwards. */
const faulty = (): Happened[] => [
  ...[published(0, 'en-0'), published(0, 'zh-0', 'zh'), ...sound()].map((event) =>
    event.is === 'send' ? { ...event, editions: ['en-0', 'zh-0'] } : event,
  ),
  ...[published(8_000, 'en-1'), published(8_000, 'zh-1', 'zh')],
]

test('an edition that two corrections are for is found, but for what the first began with itself', () => {
  const first = correction('', 9_000, ['en-0'])
  expect(broken([...faulty(), first, correction('-b', 9_100, ['zh-0'])])).toEqual([])
  expect(broken([...faulty(), first, correction('-b', 9_100, ['zh-0', 'en-0'])])).toEqual(['corrected'])
  const begun = correction('', 9_050, ['en-0'], ['en-0', 'zh-1'])
  expect(broken([...faulty(), first, begun, correction('-b', 9_100, ['en-0'])])).toEqual([])
})

test('who was told that a send is corrected, and an edition that they asked for is not, is found', () => {
  const asked = (languages?: string[]) => act(1, 'correct', 9_000, 9_500, { ...(languages && { languages }) })
  const english = correction('', 9_100, ['en-0'])
  expect(broken([...faulty(), english, ...asked(['en'])])).toEqual([])
  expect(broken([...faulty(), english, ...asked()])).toEqual(['corrected'])
  expect(broken([...faulty(), english, correction('-b', 9_200, ['zh-0']), ...asked()])).toEqual([])
  // One that began with it before they asked corrects it for nobody.
  const begun = correction('', 8_500, ['en-0'], ['en-0'])
  expect(broken([...faulty(), begun, ...asked(['en'])])).toEqual(['corrected'])
  // What was published meanwhile may have been what they were told of.
  expect(broken([...faulty(), published(9_300, 'en-0'), ...asked(['en'])])).toEqual([])
})
