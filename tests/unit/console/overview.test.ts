import { expect, test } from 'vitest'
import { type Answers, aConsole, bodyOf } from './a-console.ts'
import { aStatus, finished, someAnswers } from './some-answers.ts'

const page = async (answers: Answers, role: 'owner' | 'viewer' = 'owner') =>
  bodyOf(await aConsole({ answers: { ...someAnswers, ...answers }, role }).get('/admin'))

const zone = 'Asia/Shanghai'
/** Readers who get the digest, night by night; `undefined`: that night was missed. */
const nights = (...active: (number | undefined)[]): Answers => ({
  'GET /api/readers/growth': () => ({
    days: active.map((count, index) => {
      const day = new Date(Date.parse('2031-04-01') + index * 86_400_000).toISOString().slice(0, 10)
      const flow = { joined: 0, left: 0, bounced: 0, complained: 0, suppressed: 0, erased: 0 }
      return count === undefined
        ? { day, missing: true as const }
        : {
            ...{ day, at: `${day}T18:00:00.000Z`, statuses: { active: count }, languages: {}, topics: {} },
            flow,
          }
    }),
    timeZone: zone,
  }),
})

test('a service whose readers no night has counted yet says so, and where to count them', async () => {
  const shown = await page(nights())
  expect(shown).toContain('They are counted at night: here is their number tomorrow.')
  expect(shown).toContain('<a href="/admin/readers">Count them now</a>')
  expect(shown).not.toContain('in 30 days')
})

test('counts that cannot be read are not said to come tomorrow', async () => {
  const refused = { outcome: 'refused' as const, status: 500, problems: [] }
  const shown = await page({ 'GET /api/readers/growth': () => refused })
  expect(shown).toContain('cannot be read just now')
  expect(shown).not.toContain('tomorrow')
})

test('how many more there are is said of 30 days only where they were counted 30 days before', async () => {
  const once = await page(nights(40))
  expect(once).toContain('As the night counted them, Apr 2, 2031')
  expect(once).not.toMatch(/in 30 days|since Apr/)
  expect(await page(nights(40, 44))).toContain('+4 since Apr 1, 2031')
  const month = Array.from({ length: 31 }, (_, day) => 100 - day)
  expect(await page(nights(...month))).toContain('−30 in 30 days')
  // A night that was missed is no day nearer.
  expect(await page(nights(...month, undefined, 60))).toContain('−38 in 30 days')
  expect(await page(nights(undefined, ...month.slice(1)))).toContain('−29 since Apr 2, 2031')
})

test('where nothing is scheduled, the newest issue that was never sent can be', async () => {
  const issue = (id: string, more: object = {}) => ({
    ...{ id, title: { en: `Issue ${id}`, 'zh-CN': `第 ${id}` }, languages: ['en'], isReady: true },
    ...{ publishedAt: '2031-05-01T00:00:00.000Z', ...more },
  })
  const over = { 'GET /api/sends': () => ({ sends: [finished('m-1--digest')], timeZone: zone }) }
  const of = (...issues: object[]) =>
    ({ ...over, 'GET /api/issues': () => ({ issues, timeZone: zone }) }) as unknown as Answers
  const down = issue('m-3', { takenDownAt: '2031-05-02T00:00:00.000Z' })
  expect(await page(of(down, issue('m-2')))).toContain('href="/admin/issues/m-2/send">Send “Issue m-2”…</a>')
  expect(await page(of(down, issue('m-2')), 'viewer')).not.toContain('/m-2/send')
  expect(await page(of(down))).not.toContain('m-3/send')
  expect(await page(of(issue('matrix-64'), issue('m-2')))).not.toContain('button second" href')
  expect(await page({ 'GET /api/sends': () => ({ sends: [aStatus()], timeZone: zone }) })).not.toContain(
    'Send “',
  )
})
