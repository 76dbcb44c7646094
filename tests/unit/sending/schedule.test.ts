import { expect, test } from 'vitest'
import type { PublishedIssue } from '../../../functions/edition/model/edition.table.ts'
import type { Notice } from '../../../functions/sending/ledger/admin-notice.ts'
import type { PlanMessage, SchedulingMessage } from '../../../functions/sending/ledger/queue-messages.ts'
import type { Hold, Send } from '../../../functions/sending/ledger/send.ts'
import { createSchedule } from '../../../functions/sending/schedule/schedule.ts'
import { anIssuePublished } from '../../builders.ts'

const noon = Date.parse('2026-12-01T12:00:00Z')
const hours = 3_600_000
const time = (offset: number) => new Date(noon + offset).toISOString()
const local = (offset: number) => time(offset).slice(0, 19)

const aSend = (but: Partial<Send> = {}): Send => ({
  id: 'matrix-64--digest',
  issue: 'matrix-64',
  by: 'admin',
  requestedAt: time(-hours),
  holds: {},
  ...but,
})

/** The schedule use case over a ledger in memory; `planned` is what it hands to planning. */
const aSchedule = (issues: PublishedIssue[], ...standing: Send[]) => {
  const sends = new Map(standing.map((send) => [send.id, send]))
  const planned: PlanMessage[] = []
  const notices: Notice[] = []
  const chosen = new Map<string, string | undefined>()
  const schedules: { name: string; at: string; message: SchedulingMessage }[] = []
  const ledger = {
    get: async (id: string) => sends.get(id),
    create: async (send: Send) => {
      const value = sends.get(send.id) ?? send
      sends.set(send.id, value)
      return { won: value === send, value }
    },
    freeze: async (id: string, frozen: NonNullable<Send['frozen']>) => {
      sends.set(id, { frozen, ...sends.get(id)! })
      return sends.get(id)
    },
    hold: async (id: string, cause: Hold, since: string) => {
      sends.get(id)!.holds[cause] = since
      return sends.get(id)
    },
    cancel: async () => undefined,
  }
  const schedule = createSchedule({
    sends: ledger,
    sums: { list: async () => [] },
    openSends: { add: async () => {} },
    cadences: {
      choose: async (occasion, issue) => {
        if (!chosen.has(occasion)) chosen.set(occasion, issue)
        return chosen.get(occasion)
      },
    },
    editions: {
      issue: async (id) => issues.find((issue) => issue.id === id),
      issues: async () => issues,
      isTakenDown: async () => false,
    },
    subscribers: { estimate: async () => 9_000 },
    queue: { send: async (messages) => void planned.push(...messages) },
    scheduleOnce: async (name, at, _, message) => void schedules.push({ name, at, message }),
    instantOf: (text) => Date.parse(`${text}Z`),
    timeZone: 'UTC',
    tracking: { opens: false, clicks: false },
    slicesFor: async () => undefined,
    notify: async (notice) => void notices.push(notice),
    welcome: async () => 'nothing-to-send',
    isForWelcome: (id) => id === 'welcome',
    time: { earliest: () => noon, likely: () => noon },
  })
  return { schedule, sends, planned, schedules, notices }
}

test('a send waits for its time by the ledger, whatever message comes last', async () => {
  const { schedule, schedules } = aSchedule([anIssuePublished()], aSend({ at: time(2 * hours) }))
  expect(await schedule({ kind: 'schedule', send: 'matrix-64--digest' })).toBe('scheduled')
  expect(schedules).toEqual([
    {
      name: 'matrix-64--digest',
      at: local(2 * hours),
      message: { kind: 'start', send: 'matrix-64--digest' },
    },
  ])
  expect(await schedule({ kind: 'schedule', send: 'another' })).toBe('no-such-send')
})

test('a send whose time passed before its schedule could be made begins at once', async () => {
  for (const late of [-2 * 60_000, 0, 900]) {
    const { schedule, schedules } = aSchedule([anIssuePublished()], aSend({ at: time(late) }))
    expect(await schedule({ kind: 'schedule', send: 'matrix-64--digest' })).toBe('started')
    expect(schedules).toEqual([])
  }
})

test('a send begins with one plan message a range, and beginning again repeats no freeze', async () => {
  const { schedule, sends, planned } = aSchedule([anIssuePublished()], aSend())
  expect(await schedule({ kind: 'start', send: 'matrix-64--digest' })).toBe('started')
  const { frozen } = sends.get('matrix-64--digest')!
  expect(await schedule({ kind: 'start', send: 'matrix-64--digest' })).toBe('started')
  expect(sends.get('matrix-64--digest')?.frozen).toBe(frozen)
  expect(planned.map(({ range }) => range)).toEqual([0, 1, 2, 0, 1, 2])
})

test('a schedule that fires within the second it was kept to starts its send', async () => {
  const { schedule } = aSchedule([anIssuePublished()], aSend({ at: time(900) }))
  expect(await schedule({ kind: 'start', send: 'matrix-64--digest' })).toBe('started')
})

test('a send that was moved to later does not begin by its old schedule', async () => {
  const { schedule, planned } = aSchedule([anIssuePublished()], aSend({ at: time(hours) }))
  expect(await schedule({ kind: 'start', send: 'matrix-64--digest' })).toBe('too-early')
  expect(planned).toEqual([])
})

test('a send whose time was missed by more than six hours waits for a person', async () => {
  const { schedule, sends, planned } = aSchedule([anIssuePublished()], aSend({ at: time(-7 * hours) }))
  expect(await schedule({ kind: 'start', send: 'matrix-64--digest' })).toBe('held')
  expect(sends.get('matrix-64--digest')?.holds).toHaveProperty('overdue')
  expect(planned).toEqual([])
})

test.each([
  ['held', { holds: { person: time(-1) } }],
  ['cancelled', { cancelledAt: time(-1) }],
] as const)('a send that is %s does not begin', async (outcome, but) => {
  const { schedule, planned } = aSchedule([anIssuePublished()], aSend(but))
  expect(await schedule({ kind: 'start', send: 'matrix-64--digest' })).toBe(outcome)
  expect(planned).toEqual([])
})

test('an issue published before its release time is scheduled for it, in the publication’s zone', async () => {
  const { schedule, schedules } = aSchedule([])
  const release = local(hours)
  expect(await schedule({ kind: 'published', issue: 'matrix-64', release })).toBe('scheduled')
  expect(schedules).toEqual([
    { name: 'release.matrix-64', at: release, message: { kind: 'release', issue: 'matrix-64', release } },
  ])
})

test('an issue published a little after its release time goes out at once; long after, an admin must say so', async () => {
  const published = (offset: number) =>
    ({ kind: 'published', issue: 'matrix-64', release: local(offset) }) as const
  expect(await aSchedule([anIssuePublished()]).schedule(published(-hours))).toBe('started')
  expect(await aSchedule([anIssuePublished()]).schedule(published(-7 * hours))).toBe('left-to-an-admin')
})

test('publishing a correction of what was sent sends nothing', async () => {
  const { schedule, planned } = aSchedule([anIssuePublished()], aSend())
  expect(await schedule({ kind: 'published', issue: 'matrix-64', release: local(-hours) })).toBe('stale')
  expect(planned).toEqual([])
})

test('a release that was moved does not fire at its old time', async () => {
  const { schedule } = aSchedule([anIssuePublished({ release: local(hours) })])
  expect(await schedule({ kind: 'release', issue: 'matrix-64', release: local(0) })).toBe('stale')
})

test('the cadence sends the oldest issue that is ready and was not sent, one an occasion; of none the admin hears', async () => {
  const issues = [63, 64, 65].map((number) =>
    anIssuePublished({ id: `matrix-${number}`, number, release: local(number === 65 ? hours : -hours) }),
  )
  const welcome = anIssuePublished({ id: 'welcome', number: 1, release: local(-hours) })
  const standing = aSend({ id: 'matrix-62--digest', issue: 'matrix-62' })
  const { schedule, sends, notices } = aSchedule([...issues, welcome], standing)
  const cadence = (at: string) => schedule({ kind: 'cadence', at })
  expect([await cadence('2026-10-10'), await cadence('2026-10-10')]).toEqual(['started', 'started'])
  expect([...sends.keys()]).toEqual(['matrix-62--digest', 'matrix-63--digest'])
  expect(await cadence('2026-11-10')).toBe('started')
  expect(sends.get('matrix-64--digest')?.by).toBe('cadence')
  expect(notices).toEqual([])
  expect(await cadence('2026-12-01')).toBe('none-ready')
  expect(notices).toEqual([{ about: 'none-ready', at: '2026-12-01' }])
})

test('an issue for new readers is sent to nobody else', async () => {
  const { schedule, planned } = aSchedule([anIssuePublished({ id: 'welcome' })])
  const published = { kind: 'published', issue: 'welcome', release: local(-hours) } as const
  expect(await schedule(published)).toBe('for-new-readers')
  expect(planned).toEqual([])
})

test('an issue without a release is sent by no cadence; among others the oldest goes first, numbered or not', async () => {
  const issues = [
    anIssuePublished({ id: 'waiting', number: undefined, release: undefined, date: '2020-01-01' }),
    anIssuePublished({ id: 'second', number: undefined, release: local(-hours) }),
    anIssuePublished({ id: 'first', number: undefined, release: local(-2 * hours) }),
  ]
  const { schedule, sends } = aSchedule(issues)
  for (const at of ['2026-10-10', '2026-11-10', '2026-12-10']) await schedule({ kind: 'cadence', at })
  expect([...sends.values()].map(({ issue }) => issue)).toEqual(['first', 'second'])
})
