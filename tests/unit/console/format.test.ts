import { expect, test } from 'vitest'
import { createFormat } from '../../../functions/console/frame/format.ts'
import { momentOf } from '../../../functions/console/frame/table.page.ts'
import { dueBesideNow } from '../../../functions/console/sends/account.page.ts'
import { consoleLanguages } from '../../../functions/console/words/languages.ts'
import { aStatus } from './some-answers.ts'

const now = Date.parse('2031-05-06T07:00:00Z')

test.each(['Pacific/Auckland', 'America/Los_Angeles', 'Asia/Shanghai'])(
  'a day of the calendar is that day in %s, too',
  (timeZone) => expect(createFormat('en', timeZone, now).calendarDay('2031-02-03')).toBe('Feb 3, 2031'),
)

test('an instant is told in the publication’s zone', () => {
  expect(createFormat('en', 'Asia/Shanghai', now).time('2031-05-05T17:00:00Z')).toMatch(/^May 6, 2031, 1:00/)
})

test.each([
  ['2031-05-06T07:00:20Z', 'in 20 seconds'],
  ['2031-05-06T08:30:00Z', 'in 2 hours'],
  ['2031-05-03T07:00:00Z', '3 days ago'],
  ['2033-05-06T07:00:00Z', 'in 2 years'],
])('%s is %s', (iso, told) => expect(createFormat('en', 'UTC', now).fromNow(iso)).toBe(told))

test.each([
  [12, '12 sec'],
  [61, '2 min'],
  [3_600, '1 hr'],
  [4_000, '1 hr 7 min'],
])('%d seconds last %s', (seconds, told) =>
  expect(createFormat('en', 'UTC', now).duration(seconds)).toBe(told),
)

test.each([
  ['2031-05-06T10:00:00Z', 'in 3 hours'],
  ['2031-05-01T07:00:00Z', '5 days ago'],
  ['2031-03-01T07:00:00Z', 'Mar 1, 2031'],
])('%s is shown as %s, with its time and zone as the title', (iso, shown) => {
  const format = createFormat('en', 'Asia/Shanghai', now)
  expect(momentOf(iso, format).html).toContain(`>${shown}</time>`)
  expect(momentOf(iso, format).html).toMatch(/title="[^"]*2031[^"]*:00[^"]*GMT\+8"/)
})

test('what is scheduled stands beside how far off it is, and what time it is now, in the same zone', () => {
  const { frozen: _, ...send } = aStatus().send
  const status = aStatus({ state: 'scheduled', send: { ...send, at: '2031-05-06T10:00:00.000Z' } })
  for (const language of ['en', 'zh-CN'] as const) {
    const format = createFormat(language, 'Asia/Shanghai', now)
    const told = dueBesideNow(status, { words: consoleLanguages[language], format })
    expect(told.match(/GMT\+8/g)).toHaveLength(2)
    expect(told).toContain(language === 'en' ? 'in 3 hours' : '3小时后')
  }
})
