import type { ImportShown } from '../../../functions/api/answers/imports.ts'
import type { ReaderShown } from '../../../functions/api/answers/readers.ts'
import type { KeyShown } from '../../../functions/api/answers/service.ts'
import type { ApiProblem } from '../../../functions/api/problems.ts'
import type { Answers } from './a-console.ts'
import { aPreview } from './issue-answers.ts'
import { someAnswers } from './some-answers.ts'

const timeZone = 'Asia/Shanghai'
export const readerId = '3f0c1d2e4b5a69788796a5b4c3d2e1f0'
export const erasedId = 'e00c1d2e4b5a69788796a5b4c3d2e1f0'

/** A reader with a past: imported, left, came back, moved, and was suppressed. */
export const aReader = (changes: Partial<ReaderShown> = {}): ReaderShown => ({
  id: readerId,
  address: 'lin@example.org',
  status: 'suppressed',
  language: 'zh-CN',
  topics: ['focus', 'views'],
  timeZone: 'Asia/Shanghai',
  fields: { role: 'student' },
  createdAt: '2030-01-10T02:00:00.000Z',
  since: '2031-05-02T09:00:00.000Z',
  cause: 'bounce',
  movedFrom: [{ address: 'lin@old.example', at: '2030-11-20T03:00:00.000Z' }],
  consents: [
    {
      at: '2028-03-04T00:00:00.000Z',
      import: 'old-list-2030',
      row: 1_204,
      statement: 'The sign-up form of the old site, double opt-in',
      left: '2030-06-01T08:30:00.000Z',
      leaving: { send: 'matrix-61--digest', reason: 'too-many' },
    },
    {
      at: '2030-09-01T04:00:00.000Z',
      form: '/zh-CN/subscribe',
      wording: '我愿意收到《矩阵》的邮件，<随时可以退订>。',
      confirmedAt: '2030-09-01T04:12:00.000Z',
    },
  ],
  ...changes,
})

/** How an import stands that is being read. */
export const anImport = (changes: Partial<ImportShown> = {}): ImportShown => ({
  id: 'old-list-2030',
  file: { name: 'mailchimp-export.csv', size: 400_000 },
  consent: 'The sign-up form of the old site, double opt-in',
  mapping: { Mail: 'address', Sprache: 'language' },
  language: 'zh-CN',
  roles: false,
  at: '2030-01-10T01:55:00.000Z',
  by: 'ada@example.org',
  state: 'working',
  service: 'Mailchimp',
  encoding: 'utf-8',
  bytesDone: 300_000,
  counts: {
    rows: 3_900,
    taken: { active: 3_400, unsubscribed: 310, suppressed: 41 },
    passedOver: { duplicate: 88, 'bad-address': 21, 'role-address': 12 },
    notes: { topics: 14 },
  },
  ...changes,
})

export const aKey: KeyShown = {
  id: '0a1b2c3d4e5f',
  name: 'shop',
  role: 'viewer',
  at: '2031-01-05T02:00:00.000Z',
  by: 'ada@example.org',
  usedOn: '2031-05-05',
}
export const theKey = 'mk_0a1b2c3d4e5f_S3cretS3cretS3cretS3cretS3cretS3cretS3cretS'

const counts = {
  statuses: { active: 4_981, paused: 40, pending: 31, unsubscribed: 210, suppressed: 17 },
  languages: { 'zh-CN': 4_281, en: 700 },
  topics: { all: 3_900, focus: 800, views: 420, press: 12 },
}

/** What the API answers to what it does not do. */
export const refused = (status: number, ...problems: ApiProblem[]) => ({
  outcome: 'refused' as const,
  status,
  problems,
})

/** An API with readers, imports, segments, keys and a log. */
export const peopleAnswers: Answers = {
  ...someAnswers,
  'GET /api/readers/counts': ({ query }) =>
    query?.after === undefined ? { counts, next: '80' } : { counts: { ...counts, topics: {} } },
  'GET /api/readers': ({ query }) => ({
    readers: query?.after
      ? []
      : [
          aReader(),
          aReader({ id: readerId.replace('3f', '40'), address: 'mei@example.org', status: 'active' }),
          aReader({ id: readerId.replace('3f', '41'), address: 'sam@example.org', status: 'pending' }),
        ],
    ...(query?.after ? {} : { next: '3f-40' }),
    fieldIds: ['role'],
    timeZone,
  }),
  'POST /api/readers/search': ({ body }) => {
    const { after } = body as { after?: string }
    return { readers: [aReader()], ...(after ? {} : { next: '3f-40' }), fieldIds: [], timeZone }
  },
  'POST /api/readers/find': ({ body }) => {
    const { id, address } = body as { id?: string; address?: string }
    if (id === erasedId || address === 'gone@example.org')
      return { erased: { id: erasedId, at: '2031-03-04T05:06:00.000Z', suppressed: 'admin' }, timeZone }
    return id === readerId || address === 'lin@example.org'
      ? { reader: aReader(), timeZone }
      : refused(404, { field: 'address', message: 'Nobody has this address' })
  },
  'POST /api/readers/sends': () => ({
    id: readerId,
    address: 'lin@example.org',
    sends: [
      {
        send: 'matrix-64--digest',
        at: '2031-05-06T06:55:00.000Z',
        outcome: 'excluded',
        reason: 'suppressed',
      },
      { send: 'matrix-63--digest', at: '2031-02-03T01:00:00.000Z', outcome: 'accepted', reported: 'bounced' },
      {
        send: 'matrix-62--digest',
        at: '2030-11-25T01:00:00.000Z',
        outcome: 'accepted',
        reported: 'delivered',
        deliveredAt: '2031-05-06T06:55:00.000Z',
      },
    ],
    timeZone,
  }),
  'GET /api/readers/{reader}/mail': ({ id, query }) =>
    id === readerId && query?.send === 'matrix-62--digest'
      ? {
          outcome: 'done',
          value: {
            ...aPreview('en', '5e1f'.repeat(16)),
            send: 'matrix-62--digest',
            issue: 'matrix-62',
            kind: 'digest',
            topics: ['focus'],
            outcome: 'accepted',
            ofToday: { address: 'lin@example.org', name: 'Lin <& co>' },
          },
        }
      : refused(404, { field: 'send', message: 'It did not go to this reader' }),
  'POST /api/readers/actions': () => ({
    outcome: 'done',
    value: {
      outcome: 'done',
      erased: { id: erasedId, at: '2031-05-06T07:00:00.000Z', suppressed: 'admin', unknown: true },
      timeZone,
    },
  }),
  'GET /api/imports': () => ({
    imports: [anImport(), anImport({ id: 'fair-2029', state: 'done', bytesDone: 400_000 })],
    timeZone,
  }),
  'GET /api/imports/{import}': () => ({ import: anImport(), timeZone }),
  'GET /api/imports/{import}/rows': ({ query }) =>
    query?.after ? { rows: [] } : { rows: [{ row: 17, reason: 'duplicate' }], next: 18 },
  'POST /api/imports/{import}/cancel': () => ({ import: anImport({ state: 'cancelled' }), timeZone }),
  'GET /api/segments': () => ({
    segments: [
      {
        name: 'students',
        rule: { all: [{ field: { id: 'role', in: ['student'] } }, { not: { got: 'matrix-63' } }] },
        at: '2031-04-01T02:00:00.000Z',
        by: 'ada@example.org',
      },
    ],
    timeZone,
  }),
  'GET /api/segments/{segment}': ({ id }) =>
    id === 'students'
      ? {
          segment: {
            name: 'students',
            rule: { all: [{ field: { id: 'role', in: ['student'] } }, { not: { got: 'matrix-63' } }] },
            at: '2031-04-01T02:00:00.000Z',
            by: 'ada@example.org',
          },
          timeZone,
        }
      : refused(404, { field: 'segment', message: 'There is none' }),
  'POST /api/segments/count': ({ body }) => {
    const { from } = body as { from?: number }
    const rule = { field: { id: 'role', in: ['student'] } }
    const part = {
      languages: { 'zh-CN': 300, en: 40 },
      excluded: { 'other-answer': 1_800, unsubscribed: 100 },
      segment: { name: 'students', rule },
    }
    return from === undefined ? { ...part, next: 128 } : part
  },
  'POST /api/segments/{segment}/remove': () =>
    ({ segment: { name: 'students', rule: { got: 'matrix-63' }, at: '' }, timeZone }) as const,
  'POST /api/dead-letters': () => ({ moved: 2, stayed: 1, more: true }),
  'GET /api/keys': () => ({
    keys: [aKey, { ...aKey, id: 'ffffffffffff', name: 'archive', expiresAt: '2031-12-31T00:00:00.000Z' }],
    timeZone,
  }),
  'POST /api/keys': () => ({ key: aKey, apiKey: theKey, timeZone }),
  'POST /api/keys/{key}/revoke': () => ({ key: aKey, timeZone }),
  'GET /api/audit': ({ query }) => ({
    entries: [
      {
        id: 'a1',
        at: '2031-05-06T06:50:00.000Z',
        by: 'ada@example.org',
        role: 'sender',
        route: 'POST /api/sends/{send}/actions',
        action: 'pause',
        about: 'matrix-64--digest',
        from: '198.51.100.7',
        result: { at: '2031-05-06T06:50:01.000Z', status: 200, outcome: 'done' },
      },
      {
        id: 'a2',
        at: '2031-05-06T06:40:00.000Z',
        by: 'key shop',
        role: 'viewer',
        key: aKey.id,
        route: 'POST /api/readers/actions',
        action: 'erase',
        about: readerId,
        from: '198.51.100.8',
        result: { at: '2031-05-06T06:40:01.000Z', status: 403 },
      },
      {
        id: 'a3',
        at: '2031-05-06T06:30:00.000Z',
        by: 'ada@example.org',
        role: 'owner',
        route: 'POST /api/keys',
        about: 'shop',
        from: '198.51.100.7',
        result: {
          at: '2031-05-06T06:30:01.000Z',
          status: 201,
          about: aKey.id,
          after: { name: 'shop', role: 'viewer' },
        },
      },
    ],
    ...(query?.after ? {} : { next: '2031-05-06T06:30:00.000Z~a3' }),
    timeZone,
  }),
}
