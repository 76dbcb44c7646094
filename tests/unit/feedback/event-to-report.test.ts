import fc from 'fast-check'
import { expect, test } from 'vitest'
import { reportOf } from '../../../functions/feedback/event-to-report.ts'
import { SesEventMessage } from '../../../functions/feedback/ses-event.ts'
import { fold, settleByReports } from '../../../functions/sending/ledger/fold-reports.ts'
import { countReports } from '../../../functions/sending/ledger/ses-report.ts'

const tags = { send: ['matrix-64--digest'], batch: ['000-0000'], recipient: ['3'] }

const reported = (eventType: string, more: object = {}) =>
  reportOf(
    SesEventMessage.parse({
      Message: JSON.stringify({ eventType, mail: { destination: [], tags }, ...more }),
    }),
  )
const complaint = (complaintFeedbackType?: string | null) =>
  reported('Complaint', { complaint: { complainedRecipients: [], complaintFeedbackType } })

test.each(['abuse', 'fraud', 'virus', 'other', null, undefined])(
  'a complaint of the kind %s is counted as one',
  (kind) => {
    expect(complaint(kind)).toEqual({ send: tags.send[0], batch: tags.batch[0], index: 3, code: 'c' })
  },
)

test('who says that a mail is no spam has got it, and is not counted among complaints', () => {
  expect(complaint('not-spam')?.code).toBe('d')
  const reports = fold('', [complaint('not-spam')!])
  expect(countReports([reports])).toEqual({ delivered: 1, bounced: 0, complained: 0 })
  expect(settleByReports('aaau', reports)).toBe('aaaa')
})

test('however praise and complaints of one mail come, one real complaint stays one', () => {
  const kinds = fc.array(fc.constantFrom('not-spam', 'abuse', null), { minLength: 1, maxLength: 6 })
  fc.assert(
    fc.property(kinds, (all) => {
      const { complained, delivered } = countReports([
        fold(
          '',
          all.map((kind) => complaint(kind)!),
        ),
      ])
      expect(complained).toBe(all.some((kind) => kind !== 'not-spam') ? 1 : 0)
      expect(delivered).toBe(1)
    }),
  )
})
