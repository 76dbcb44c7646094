import fc from 'fast-check'
import { expect, test } from 'vitest'
import { reportOf } from '../../../functions/feedback/event-to-report.ts'
import { SesEventMessage } from '../../../functions/feedback/ses-event.ts'
import { mergeReports, settleByReports } from '../../../functions/sending/ledger/merge-reports.ts'
import { countReports, noReports, type Report } from '../../../functions/sending/ledger/ses-report.ts'

const tags = { send: ['matrix-64--digest'], batch: ['000-0000'], recipient: ['3'], attempt: ['2'] }
const found = { send: 'matrix-64--digest', batch: '000-0000', index: 3, attempt: 2 }
const taken = '2026-12-01T09:00:00.000Z'

const read = (eventType: string, more: object = {}, mailTags: object = tags) =>
  reportOf(
    SesEventMessage.parse({
      Message: JSON.stringify({
        eventType,
        mail: { timestamp: taken, destination: [], tags: mailTags },
        ...more,
      }),
    }),
  )
const reported = (eventType: string, more: object = {}) => read(eventType, more) as Report
const bounced = (bounceType: string, bounceSubType: string) =>
  reported('Bounce', { bounce: { bounceType, bounceSubType, bouncedRecipients: [] } })
const complaint = (complaintFeedbackType?: string | null) =>
  reported('Complaint', { complaint: { complainedRecipients: [], complaintFeedbackType } })

test.each([
  ['Send', 's'],
  ['Reject', 'r'],
  ['Rendering Failure', 'r'],
  ['DeliveryDelay', 't'],
  ['Delivery', 'd'],
])('%s is reported as %s, of the recipient whom its tags name', (type, code) => {
  expect(reported(type)).toEqual({ ...found, code })
})

test('a delivery says when the reader’s server took the mail; a delivery without a time is one all the same', () => {
  const delivered = (delivery?: object | null) => reported('Delivery', { delivery })
  expect(delivered({ timestamp: '2026-12-01T09:03:10.000Z' })).toEqual({
    ...{ ...found, code: 'd' },
    slot: Date.parse('2026-12-01T09:00:00.000Z') / 300_000,
  })
  for (const none of [undefined, null, {}, { timestamp: 'soon' }])
    expect(delivered(none)).toEqual({ ...found, code: 'd' })
})

test.each([
  ['Permanent', 'General', 'b'],
  ['Permanent', 'OnAccountSuppressionList', 'b'],
  ['Transient', 'MailboxFull', 'f'],
  ['Undetermined', 'Undetermined', 'f'],
])('a bounce is hard if it is permanent, else soft: %s, %s', (type, subType, code) => {
  expect(bounced(type, subType)).toEqual({ ...found, code })
})

test('mail outside sends, and an event of a new kind, say nothing of a send', () => {
  expect(read('Delivery', {}, {})).toBe('none')
  expect(read('Something New')).toBe('none')
})

test.each([
  { send: ['m'] },
  { ...tags, recipient: ['many'] },
  { ...tags, recipient: ['-1'] },
  { ...tags, recipient: ['10000'] },
  { ...tags, recipient: [''] },
  { ...tags, batch: [] },
])('tags that lead to nobody are said to: %j', (wrong) => {
  expect(read('Delivery', {}, wrong)).toBe('unknown')
})

const seconds = (after: number) => new Date(Date.parse(taken) + after * 1_000).toISOString()
const person =
  'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 Safari/605.1.15'

test.each<[string, object, boolean]>([
  ['a person’s browser', { userAgent: person, timestamp: seconds(60) }, false],
  [
    'Gmail’s proxy, when the mail is opened',
    { userAgent: `${person} (via ggpht.com GoogleImageProxy)`, timestamp: seconds(60) },
    false,
  ],
  ['a program without a name', { timestamp: seconds(60) }, false],
  ['Apple’s Mail Privacy Protection', { userAgent: 'Mozilla/5.0', timestamp: seconds(60) }, true],
  ['a scanner', { userAgent: 'Barracuda Sentinel (EE)', timestamp: seconds(60) }, true],
  ['whatever is quicker than the mail', { userAgent: person, timestamp: seconds(3) }, true],
  ['what SES takes for a machine', { userAgent: person, timestamp: seconds(60), isBotEvent: 'Likely' }, true],
  [
    'what SES takes for a person',
    { userAgent: 'Mozilla/5.0', timestamp: seconds(3), isBotEvent: 'Unlikely' },
    false,
  ],
])('who opened and clicked: %s', (_, seen, isMachine) => {
  const by = isMachine ? 'ByMachine' : ''
  expect(reported('Open', { open: seen })).toEqual({ ...found, code: 'd', act: `opened${by}` })
  expect(reported('Click', { click: { ...seen, link: 'https://example.org' } })).toEqual({
    ...found,
    code: 'd',
    act: `clicked${by}`,
    ...(!isMachine && { link: 'https://example.org' }),
  })
})

test('a recipient counts once, and as a person as soon as one is known', () => {
  const kinds = ['openedByMachine', 'opened', 'openedByMachine', 'clickedByMachine'] as const
  const reports = mergeReports(
    noReports,
    kinds.map((act) => ({ index: 1, code: 'd' as const, act })),
  )
  expect(reports).toMatchObject({ codes: '.d' })
  expect(countReports([reports])).toMatchObject({
    ...{ delivered: 1, opened: 1, openedByMachine: 0, clicked: 0, clickedByMachine: 1, unsubscribed: 0 },
  })
})

test('a rejected message was not sent: it settles nobody as accepted', () => {
  const reports = mergeReports(noReports, [{ index: 0, code: 'r' }])
  expect(settleByReports('u', reports)).toBe('u')
  expect(settleByReports('u', mergeReports(reports, [{ index: 0, code: 't' }]))).toBe('a')
})

test.each(['abuse', 'auth-failure', 'fraud', 'virus', 'other', null, undefined])(
  'a complaint of the kind %s is counted as one',
  (kind) => {
    expect(complaint(kind)).toEqual({ ...found, code: 'c' })
  },
)

test('who says that a mail is no spam has got it, and is not counted among complaints', () => {
  expect(complaint('not-spam').code).toBe('d')
  const reports = mergeReports(noReports, [complaint('not-spam')])
  expect(countReports([reports])).toMatchObject({ delivered: 1, bounced: 0, complained: 0 })
  expect(settleByReports('aaau', reports)).toBe('aaaa')
})

test('however praise and complaints of one mail come, one real complaint stays one', () => {
  const kinds = fc.array(fc.constantFrom('not-spam', 'abuse', null), { minLength: 1, maxLength: 6 })
  fc.assert(
    fc.property(kinds, (all) => {
      const { complained, delivered } = countReports([
        mergeReports(
          noReports,
          all.map((kind) => complaint(kind)),
        ),
      ])
      expect(complained).toBe(all.some((kind) => kind !== 'not-spam') ? 1 : 0)
      expect(delivered).toBe(1)
    }),
  )
})
