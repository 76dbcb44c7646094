import { disposableEmailBlocklistSet } from 'disposable-email-domains-js'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createAddressSet } from '../../../../functions/subscription/import/address-set.ts'
import { isDisposable } from '../../../../functions/subscription/import/disposable-address.ts'
import { readInstant } from '../../../../functions/subscription/import/row-dates.ts'
import { isAnybodys } from '../../../../functions/subscription/states/private-domain.ts'
import { seed } from '../../../fuzz-seed.ts'
import { judgeFile, verdictsOf } from './judge-file.ts'
import { sampleExports } from './sample-exports.ts'

test.each([
  ['subscribed_email_audience_export_8d1.csv', 'Mailchimp', ['active']],
  ['unsubscribed_email_audience_export_8d1.csv', 'Mailchimp', ['unsubscribed']],
  ['cleaned_email_audience_export_8d1.csv', 'Mailchimp', ['suppressed bounce']],
  ['listmonk.csv', 'listmonk', ['active', 'suppressed admin']],
  ['members.2026-11-30.csv', 'Ghost', ['active', 'unsubscribed']],
  ['email_list.tidelines.csv', 'Substack', ['active', 'unsubscribed']],
  ['buttondown.csv', 'Buttondown', ['active', 'unsubscribed', 'suppressed bounce', 'unconfirmed']],
  ['kit.csv', 'Kit', ['active', 'unsubscribed', 'suppressed bounce', 'suppressed complaint']],
  ['beehiiv.csv', 'beehiiv', ['active', 'unsubscribed', 'unconfirmed']],
] as const)('%s is known as an export of %s, and who left stays so', async (name, service, verdicts) => {
  const { plan, judged } = await judgeFile(sampleExports[name], { name })
  expect(plan.service).toBe(service)
  expect(verdictsOf(judged)).toEqual(verdicts)
})

test('of Mailchimp’s export, times, zone and first name come along, and the postal address is none of mail', async () => {
  const name = 'subscribed_email_audience_export_8d1.csv'
  const { judged } = await judgeFile(sampleExports[name], { name })
  expect(judged).toEqual([
    {
      outcome: 'taken',
      reader: {
        row: 2,
        address: 'ada@example.org',
        as: { status: 'active' },
        choice: { language: 'zh-CN', topics: [], timeZone: 'Europe/London', fields: { name: 'Ada' } },
        subscribedAt: '2018-06-12T07:53:28.000Z',
        confirmedAt: '2018-06-12T07:54:00.000Z',
      },
      notes: ['no-language'],
    },
  ])
})

test('when somebody left or bounced elsewhere is kept', async () => {
  const left = await judgeFile(sampleExports['unsubscribed_email_audience_export_8d1.csv'])
  expect(left.judged).toMatchObject([
    { reader: { as: { status: 'unsubscribed', since: '2020-01-02T03:04:05.000Z' } } },
  ])
})

test('a file whose name says that all in it left is believed', async () => {
  const { judged } = await judgeFile('email\nada@example.org\n', { name: 'exports/Unsubscribed-2026.csv' })
  expect(verdictsOf(judged)).toEqual(['unsubscribed'])
})

test('language, topics and answers are taken by id or by name, and what is not offered is noted', async () => {
  const { judged } = await judgeFile(`email;language;topics;time zone;role;Printed, too
ada@example.org;en_GB;Viewpoints|焦点;asia/shanghai;学生;yes
bob@example.org;fr;focus, cats;Atlantis;pirate;false
cid@example.org;;focus views;;;
dee@example.org;ZH;focus,views,press;;;
`)
  const taken = judged.map(
    (one) => one.outcome === 'taken' && { choice: one.reader.choice, notes: one.notes },
  )
  expect(taken).toEqual([
    {
      choice: {
        language: 'en',
        topics: ['focus', 'views'],
        timeZone: 'Asia/Shanghai',
        fields: { role: 'student', print: 'yes' },
      },
      notes: [],
    },
    {
      choice: { language: 'zh-CN', topics: ['focus'] },
      notes: ['language', 'topics', 'time-zone', 'answer'],
    },
    { choice: { language: 'zh-CN', topics: ['focus', 'views'] }, notes: ['no-language'] },
    { choice: { language: 'zh-CN', topics: [] }, notes: [] },
  ])
})

test('a throw-away address is not imported, and who left by one stays out all the same', async () => {
  const { judged } = await judgeFile(`email,status
a@mailinator.com,active
b@x.mailinator.com,active
c@mailinator.com,unsubscribed
d@mailinator.example,active
e@mailinator.com.example.org,active
`)
  expect(verdictsOf(judged)).toEqual(['disposable', 'disposable', 'unsubscribed', 'active', 'active'])
})

test('no provider where people have their mail is taken for one of throw-away addresses', () => {
  const disposableDomains = disposableEmailBlocklistSet()
  expect(disposableDomains.size).toBeGreaterThan(8_000)
  for (const domain of disposableDomains) {
    expect(domain).toMatch(/^[a-z0-9-]+(\.[a-z0-9-]+)+$/)
    if (isAnybodys(domain)) expect(isDisposable(`ada@${domain}`)).toBe(false)
  }
  // Aliases of people's own inboxes are no throw-away addresses.
  for (const domain of [
    'duck.com',
    'mozmail.com',
    'simplelogin.com',
    'privaterelay.appleid.com',
    'example.org',
  ])
    expect(isDisposable(`ada@${domain}`)).toBe(false)
})

test('each row that is not imported has a reason', async () => {
  const { judged } = await judgeFile(`email,name,status
ada@example.org,Ada,active
nobody,Bob,active
,Cid,active
info@example.org,Info,active

dee@example.org,Dee
eve@example.org,Eve,active,more
fay@example.org,Fay,active,
Email,Name,Status
gus@example.org,Gus,sleeping
hal@example.org,Hal,unconfirmed
"ida@example.org,Ida
`)
  expect(verdictsOf(judged)).toEqual([
    'active',
    'bad-address',
    'no-address',
    'role-address',
    'blank',
    'ragged',
    'ragged',
    'active',
    'header-again',
    'unknown-status',
    'unconfirmed',
    'unreadable',
  ])
  expect(judged.at(-1)).toMatchObject({ row: 13 })
})

test('a role’s address is taken where somebody says so, and who left from one is kept out all the same', async () => {
  const file = 'email,status\ninfo@example.org,active\nOffice@example.org,unsubscribed\n'
  expect(verdictsOf((await judgeFile(file)).judged)).toEqual(['role-address', 'unsubscribed'])
  expect(verdictsOf((await judgeFile(file, { roles: true })).judged)).toEqual(['active', 'unsubscribed'])
})

test('an exported formula’s guard is taken away', async () => {
  const { judged } = await judgeFile("address,name\n'=1+1@example.org,'=SUM(A1)\n")
  expect(judged).toMatchObject([
    { reader: { address: '=1+1@example.org', choice: { fields: { name: '=SUM(A1)' } } } },
  ])
})

test('a cell whose bytes are no text spoils a row only where it counts', async () => {
  const bytes = Buffer.concat([
    Buffer.from('email,notes,name\nada@example.org,'),
    Buffer.from([0xe9]),
    Buffer.from(',Ada\nbob@example.org,,'),
    Buffer.from([0xe9]),
    Buffer.from('\n'),
  ])
  expect(verdictsOf((await judgeFile(bytes, { encoding: 'utf-8' })).judged)).toEqual([
    'active',
    'wrong-encoding',
  ])
  expect(verdictsOf((await judgeFile(bytes)).judged)).toEqual(['active', 'active'])
})

test.each([
  ['never closed', '"A,unsubscribed', 'C,active', ['unreadable', 'suppressed complaint', 'active']],
  ['before another', '"A,unsubscribed', '"C,active', ['unreadable', 'suppressed complaint', 'unreadable']],
  ['closed by chance', '"A,unsubscribed', 'C",active', ['rows-in-a-cell']],
])('a stray quotation mark (%s) makes nobody a reader who left', async (_, first, last, verdicts) => {
  const file = `email,name,status\na@x.org,${first}\nb@x.org,B,complained\nc@x.org,${last}\n`
  expect(verdictsOf((await judgeFile(file)).judged)).toEqual(verdicts)
})

test('a note of several lines is no row, whomever it mentions', async () => {
  const { judged } = await judgeFile(
    'email,note\nada@example.org,"Met her\nby bob@example.org, and\n\ncid@example.org"\n',
  )
  expect(verdictsOf(judged)).toEqual(['active'])
})

test('whatever a row says, nobody is a reader of whom any cell says that they left', async () => {
  const status = fc.constantFrom(
    '',
    'active',
    'subscribed',
    'unsubscribed',
    'cancelled',
    'Bounced',
    'spam',
    'x',
  )
  const some = fc.constantFrom('', '2020-01-02', 'yes')
  const yes = fc.constantFrom('', 'true', 'false', '0', '1')
  await fc.assert(
    fc.asyncProperty(status, some, some, yes, yes, async (said, unsubscribed, bounced, on, off) => {
      const { judged } = await judgeFile(
        `email,status,unsubscribed_at,clean_time,subscribed_to_emails,email_disabled
ada@example.org,${[said, unsubscribed, bounced, on, off].join(',')}\n`,
      )
      const [verdict] = verdictsOf(judged)
      const isWell =
        ['', 'active', 'subscribed'].includes(said) &&
        `${unsubscribed}${bounced}` === '' &&
        ['true', '1'].includes(on) &&
        !['true', '1'].includes(off)
      expect(verdict === 'active').toBe(isWell)
    }),
    { seed, numRuns: 60 },
  )
})

test.each([
  ['2018-06-12 07:53:28', '2018-06-12T07:53:28.000Z'],
  ['2018-06-12', '2018-06-12T00:00:00.000Z'],
  ['2018-06-12T07:53:28+0200', '2018-06-12T05:53:28.000Z'],
  ['2021-03-04 05:06:07.89 +0000 UTC', '2021-03-04T05:06:07.000Z'],
  ['1674819835', '2023-01-27T11:43:55.000Z'],
  ['2018-13-12', undefined],
  ['2026-02-30', undefined],
  ['2026-02-30T10:00:00Z', undefined],
  ['0001-01-01', undefined],
  ['yesterday', undefined],
])('the time %s is read as %s', (text, instant) => {
  expect(readInstant(text)).toBe(instant)
})

test('a set of addresses knows exactly those that it was told, however many', () => {
  const set = createAddressSet()
  const addresses = Array.from({ length: 20_000 }, (_, number) => `reader-${number}@example.org`)
  expect(addresses.every(set.add)).toBe(true)
  expect(addresses.some(set.add)).toBe(false)
})

test('a blank status in a table says nothing, unless another column of one says more', async () => {
  const { judged } = await judgeFile(
    'email,status,subscription status\na@b.org,,\nb@b.org,,active\nc@b.org,unsubscribed,\n',
  )
  expect(verdictsOf(judged)).toEqual(['unknown-status', 'active', 'unsubscribed'])
})

const datesOf = async (rows: readonly string[], language: string, more = '') => {
  const text = `email,language,created_at\n${rows.map((date, at) => `r${at}@example.org,en,${date}`).join('\n')}\n${more}`
  const { judged } = await judgeFile(text, { language })
  return judged.map((one) =>
    one.outcome === 'taken' ? [one.reader.subscribedAt?.slice(0, 10), ...one.notes] : one.outcome,
  )
}

test.each([
  ['shows that the month stands first', ['3/31/2026', '3/4/2026'], 'de', ['2026-03-31', '2026-03-04'], []],
  ['shows that the day stands first', ['31/3/2026', '3/4/2026'], 'en', ['2026-03-31', '2026-04-03'], []],
  ['in English does not show it', ['3/4/2026'], 'en', ['2026-03-04'], ['date-order']],
  ['in Chinese does not show it', ['3/4/2026'], 'zh-CN', ['2026-03-04'], ['date-order']],
  ['in German does not show it', ['3/4/2026'], 'de', ['2026-04-03'], ['date-order']],
  ['in British English does not show it', ['3/4/2026'], 'en-GB', ['2026-04-03'], ['date-order']],
])('dates with slashes of a list that %s', async (_, rows, language, days, notes) => {
  const read = await datesOf(rows, language)
  expect(read.map(([day]) => day)).toEqual(days)
  expect(read.at(-1)!.slice(1)).toEqual(notes)
})

test('a list that shows both orders is read by the usual one where it is open, and says so; 4/4 is clear', async () => {
  expect(await datesOf(['3/31/2026', '31/3/2026', '3/4/2026', '4/4/2026', '13/13/2026'], 'en')).toEqual([
    ['2026-03-31'],
    ['2026-03-31'],
    ['2026-03-04', 'date-order'],
    ['2026-04-04'],
    [undefined, 'date'],
  ])
})

test('the order is found in a list’s first thousand rows, by whichever column of dates', async () => {
  const row = (at: number, left: string) => `r${at}@example.org,unsubscribed,3/4/2026,${left}\n`
  const many = Array.from({ length: 900 }, (_, at) => row(at, '')).join('')
  const head = 'email,status,created_at,unsubscribed_at\n'
  const sure = await judgeFile(`${head}${many}${row(900, '25/12/2026')}`, { language: 'en' })
  expect(sure.plan.dateOrder).toBe('day-first')
  expect(sure.judged[0]).toMatchObject({ reader: { subscribedAt: '2026-04-03T00:00:00.000Z' } })
  expect(sure.judged[0]).toMatchObject({ notes: ['no-language'] })
  const late = await judgeFile(`${head}${many}${many}${row(900, '25/12/2026')}`, { language: 'en' })
  expect(late.plan.dateOrder).toBeUndefined()
})

test.each([
  ['3/31/2026 9:05 AM', '2026-03-31T09:05:00.000Z'],
  ['3/31/2026 12:00:30 am', '2026-03-31T00:00:30.000Z'],
  ['3/31/2026, 12:15 p.m.', '2026-03-31T12:15:00.000Z'],
  ['31.3.2026 18:00', '2026-03-31T18:00:00.000Z'],
  ['2.1.2026', '2026-01-02T00:00:00.000Z'],
  ['2026/3/31', '2026-03-31T00:00:00.000Z'],
  ['2026/3/31 9:05:10 America/New_York', '2026-03-31T13:05:10.000Z'],
  ['2026-03-31 09:05 Asia/Shanghai', '2026-03-31T01:05:00.000Z'],
  ['3/31/2026 09:05 +08:00', '2026-03-31T01:05:00.000Z'],
  ['3/31/2026 09:05 GMT', '2026-03-31T09:05:00.000Z'],
  ['3/31/2026 09:05 Mars/Base', undefined],
  ['2/30/2026', undefined],
  ['1/1/0001', undefined],
  ['3/31/26', undefined],
  ['3/31/2026 25:00', undefined],
  ['3/31/2026 13:00 PM', undefined],
  ['3-31-2026', undefined],
  ['3/31.2026', undefined],
])('“%s” is the time %s', (text, instant) => {
  expect(readInstant(text)).toBe(instant)
})

test.each([
  ['America/New_York', 'America/New_York', []],
  ['asia/shanghai', 'Asia/Shanghai', []],
  ['US/Pacific', 'US/Pacific', []],
  ['Eastern Time', undefined, ['time-zone']],
  ['Mars/Base', undefined, ['time-zone']],
])('a reader of the zone %s', async (zone, kept, notes) => {
  const { judged } = await judgeFile(`email,language,timezone\nada@example.org,en,${zone}\n`)
  expect(judged).toMatchObject([{ reader: { choice: kept ? { timeZone: kept } : {} }, notes }])
})
