import type { StatusAnswer } from '../../../functions/api/answers/statuses.ts'
import type { Answers } from './a-console.ts'

const noReports = {
  delivered: 0,
  bounced: 0,
  complained: 0,
  softBounced: 0,
  unsubscribed: 0,
  opened: 0,
  openedByMachine: 0,
  clicked: 0,
  clickedByMachine: 0,
  worthReading: 0,
  notWorthReading: 0,
}

/** How a send stands that is going out. */
export const aStatus = (changes: Partial<StatusAnswer> = {}): StatusAnswer => ({
  send: {
    id: 'matrix-64--digest',
    issue: 'matrix-64',
    requestedAt: '2031-05-06T06:50:00.000Z',
    by: 'ada@example.org',
    holds: {},
    frozen: {
      at: '2031-05-06T06:55:00.000Z',
      editions: { 'zh-CN': 'e1' },
      topics: [],
      forEverybody: true,
      ranges: 2,
      tracked: { opens: false, clicks: false },
    },
  },
  state: 'delivering',
  audience: {
    candidates: 5_000,
    accepted: 3_120,
    excluded: { unsubscribed: 61, paused: 12 },
    failed: { rejected: 3 },
    uncertain: 2,
    waiting: 1_802,
  },
  batches: { closed: 6, planned: 10 },
  reports: { ...noReports, delivered: 2_900, bounced: 9, complained: 1, unsubscribed: 4 },
  rate: 13.4,
  estimateSeconds: 134,
  timeZone: 'Asia/Shanghai',
  ...changes,
})

export const finished = (id: string): StatusAnswer =>
  aStatus({
    send: { ...aStatus().send, id, requestedAt: '2031-02-03T01:00:00.000Z' },
    state: 'finished',
    audience: {
      candidates: 4_870,
      accepted: 4_801,
      excluded: { unsubscribed: 58, paused: 9 },
      failed: { rejected: 2 },
      uncertain: 0,
      waiting: 0,
    },
    deliveries: {
      stepSeconds: 300,
      steps: [2_210, 1_930, 480, 61, 30, 0, 12, 9, 0, 0, 0, 8, 0, 0, 4, 0, 0, 0, 0, 0, 0, 0, 1].flatMap(
        (delivered, at) =>
          delivered > 0
            ? {
                from: new Date(Date.parse('2031-02-03T01:00:00.000Z') + at * 300_000).toISOString(),
                delivered,
              }
            : [],
      ),
    },
    reports: { ...noReports, delivered: 4_770, bounced: 25, complained: 3, unsubscribed: 12 },
  })

const day = (index: number) => {
  const active = Math.round(4_500 + index * 5.4 + Math.sin(index / 5) * 18)
  return {
    day: new Date(Date.parse('2031-02-05') + index * 86_400_000).toISOString().slice(0, 10),
    at: '2031-05-06T00:00:00.000Z',
    statuses: { active, pending: 31, unsubscribed: 210 },
    languages: { 'zh-CN': active - 700, en: 700 },
    topics: { all: active },
    flow: { joined: 8 + (index % 5), left: index % 4, bounced: 0, complained: 0, suppressed: 0, erased: 0 },
  }
}

/** An API in the middle of a send. */
export const someAnswers: Answers = {
  'GET /api/sends': () => ({
    sends: [aStatus(), finished('matrix-63--digest'), finished('matrix-62--digest')],
    timeZone: 'Asia/Shanghai',
  }),
  'GET /api/sends/{send}': ({ id }) =>
    id === 'matrix-64--digest'
      ? aStatus()
      : { outcome: 'refused', status: 404, problems: [{ field: 'send', message: `There is no send ${id}` }] },
  'POST /api/sends/{send}/actions': () => ({ outcome: 'done', value: { outcome: 'done' } }),
  'GET /api/readers/growth': () => ({
    days: Array.from({ length: 90 }, (_, index) => day(index)),
    timeZone: 'Asia/Shanghai',
  }),
  'GET /api/quota': () => ({ rate: 14, max: 50_000, sent: 3_120, asksADay: 12_000 }),
  'GET /api/sender': () => ({
    address: 'matrix@news.matrix.example',
    account: 'sandbox',
    records: [
      {
        ...{ kind: 'dkim', name: 'k1._domainkey.news.matrix.example', type: 'CNAME' },
        ...{ value: 'k1.dkim.amazonses.com', found: ['k1.dkim.amazonses.com'], state: 'right' },
      },
      {
        ...{ kind: 'mail-from', name: 'bounce.news.matrix.example', type: 'MX' },
        ...{ value: '10 feedback-smtp.eu-west-1.amazonses.com', found: [], state: 'missing' },
      },
      {
        ...{ kind: 'spf', name: 'bounce.news.matrix.example', type: 'TXT' },
        value: 'v=spf1 include:amazonses.com ~all',
        ...{ found: ['v=spf1 include:<others>.example -all'], state: 'other' },
      },
      {
        ...{ kind: 'dmarc', name: '_dmarc.news.matrix.example', type: 'TXT' },
        ...{ value: 'v=DMARC1; p=quarantine; adkim=r; aspf=r', state: 'unknown' },
      },
    ],
  }),
  'GET /api/dead-letters': () => ({
    queues: [
      { name: 'batches', depth: 0, readers: 'They get nothing.' },
      { name: 'feedback', depth: 2, readers: 'What became of mails stays unknown.' },
    ],
  }),
}
