import { expect, test } from 'vitest'
import { judgeFile, verdictsOf } from './judge-file.ts'

const verdicts = async (...of: Parameters<typeof judgeFile>) => verdictsOf((await judgeFile(...of)).judged)

const offAnswers = [
  'Y',
  'yes',
  't',
  'T',
  'x',
  '✓',
  'on',
  'ja',
  'oui',
  '是',
  '1',
  'true',
  '2024-01-02',
  'Opted out',
  'maybe',
]
test.each(offAnswers)('“%s” in a column that says who left means that they left', async (answer) => {
  for (const column of ['unsubscribed', 'Opt-out', 'email_disabled', 'unsubscribed_at'])
    expect(await verdicts(`email,${column}\na@x.org,${answer}\n`)).toEqual(['unsubscribed'])
})

test.each([
  '',
  'no',
  'N',
  'false',
  'f',
  '0',
  'off',
  'nein',
  '否',
  'NULL',
  '\\N',
  '-',
  'n/a',
  '0000-00-00 00:00:00',
])('“%s” there means that they did not', async (answer) => {
  expect(await verdicts(`email,unsubscribed\na@x.org,${answer}\n`)).toEqual(['active'])
})

test('why somebody is off the list weighs more than that they are', async () => {
  const file = 'email,unsubscribed\na@x.org,bounced\nb@x.org,Spam complaint\nc@x.org,blocked\n'
  expect(await verdicts(file)).toEqual(['suppressed bounce', 'suppressed complaint', 'suppressed admin'])
})

test.each([
  ...['unsubscribe', 'is_unsubscribed', 'Unsubscribed?', 'opt_out', 'Opt-out', 'Unsubscribed from all email'],
  ...['Unsubscribed On', 'Unsubscribe Date', 'do_not_email', '退订', 'Abgemeldet'],
])('“%s” says who left', async (column) => {
  expect(await verdicts(`email,${column}\na@x.org,yes\nb@x.org,\n`)).toEqual(['unsubscribed', 'active'])
})

test.each(['bounced', 'Hard bounce', 'complained', 'Spam complaint'])(
  '“%s” says who is suppressed',
  async (column) => {
    const [first, second] = await verdicts(`email,${column}\na@x.org,yes\nb@x.org,0\n`)
    expect([first?.split(' ')[0], second]).toEqual(['suppressed', 'active'])
  },
)

test.each(['subscribed', 'Accepts Marketing', 'active', 'subscribed_to_emails', '已订阅'])(
  '“%s” says who is a reader, and only a yes does',
  async (column) => {
    const file = `email,${column}\n${['yes', 'no', '', 'x', '2024-01-02'].map((answer, at) => `r${at}@x.org,${answer}\n`).join('')}`
    expect(await verdicts(file)).toEqual([
      'active',
      'unsubscribed',
      'unknown-status',
      'unknown-status',
      'unknown-status',
    ])
  },
)

test.each(['Email Status', 'Subscriber Status', '状态', '订阅状态', 'ステータス', '상태', 'Estado'])(
  '“%s” is a status',
  async (column) => {
    const file = `email,${column}\na@x.org,unsubscribed\nb@x.org,active\nc@x.org,退订\nd@x.org,?\n`
    expect(await verdicts(file)).toEqual(['unsubscribed', 'active', 'unsubscribed', 'unknown-status'])
  },
)

test('who never confirmed is told by a column that says who did', async () => {
  expect(await verdicts('email,confirmed\na@x.org,yes\nb@x.org,no\nc@x.org,\nd@x.org,2024-01-02\n')).toEqual([
    'active',
    'unconfirmed',
    'unconfirmed',
    'active',
  ])
})

test.each([
  ...[
    'Opt-in',
    'Newsletter',
    'Consent',
    'Stripe status',
    'Cancel date',
    'Bounce class',
    'suppression_source',
  ],
  ...[
    'Wieder abgemeldet',
    'Motif de désinscription',
    'Fecha de baja',
    '退订原因',
    '取消订阅原因',
    '配信停止の理由',
    '수신거부 사유',
  ],
])('a file is refused while “%s” may say who left, and is not read', async (column) => {
  const file = `email,${column}\na@x.org,x\n`
  await expect(judgeFile(file)).rejects.toThrow(`“${column}” may say who left, and it is not read: map it`)
  expect(await verdicts(file, { mapping: { [column]: '-' } })).toEqual(['active'])
  expect(await verdicts(file, { mapping: { [column]: 'emailOff' } })).toEqual(['unsubscribed'])
})

test('of several columns about one thing the weightiest counts', async () => {
  expect(await verdicts('email,status,subscription_status\na@x.org,enabled,unsubscribed\n')).toEqual([
    'unsubscribed',
  ])
  expect(await verdicts('email,status,status\na@x.org,complained,active\n')).toEqual(['suppressed complaint'])
  expect(await verdicts('email,email_disabled,unsubscribed\na@x.org,no,yes\n')).toEqual(['unsubscribed'])
  const mapped = 'email,status,tag\na@x.org,unsubscribed,active\nb@x.org,active,unsubscribed\n'
  expect(await verdicts(mapped, { mapping: { tag: 'status' } })).toEqual(['unsubscribed', 'unsubscribed'])
  const { judged } = await judgeFile('email,unsubscribed_at,bounced_at\na@x.org,2021-01-01,2020-01-01\n')
  expect(judged).toMatchObject([
    { reader: { as: { status: 'suppressed', since: '2021-01-01T00:00:00.000Z' } } },
  ])
})

test('a word that is not known hides nothing that is', async () => {
  expect(await verdicts('email,status,unsubscribed\na@x.org,zzz,yes\nb@x.org,zzz,no\n')).toEqual([
    'unsubscribed',
    'unknown-status',
  ])
})

test('two columns cannot be mapped to what can be one', async () => {
  const file = 'a,b\nx@x.org,y@x.org\n'
  await expect(judgeFile(file, { mapping: { a: 'address', b: 'address' } })).rejects.toThrow(
    'Columns 1 and 2 are both mapped to “address”',
  )
})

test('who is paused elsewhere comes with their pause, or not at all', async () => {
  expect(await verdicts('email,status\na@x.org,paused\n')).toEqual(['paused'])
  const { judged } = await judgeFile(
    'address,status,pausedUntil\na@x.org,active,2031-12-01T00:00:00.000Z\nb@x.org,active,\nc@x.org,paused,soon\n',
  )
  expect(judged.map((one) => (one.outcome === 'taken' ? one.reader.as : one.outcome))).toEqual([
    { status: 'active', pausedUntil: '2031-12-01T00:00:00.000Z' },
    { status: 'active' },
    'passed-over',
  ])
})

const line = (value: object) => `${JSON.stringify(value)}\n`
const many = Array.from({ length: 150 }, (_, at) => line({ email: `r${at}@x.org` })).join('')

test('in JSON Lines each name that is known counts from the first line to the last', async () => {
  const late = [
    { email: 'a@x.org', unsubscribed_at: '2024-01-01' },
    { email: 'b@x.org', status: 'complained' },
    { email: 'c@x.org', Unsubscribed: true },
    { email: 'd@x.org', subscribed: false },
    { email: 'e@x.org', paused: { until: '2031-12-01T00:00:00.000Z' } },
    { email: 'f@x.org', status: ['unsubscribed'] },
    { email: 'g@x.org', status: 'active', Status: 'unsubscribed' },
    { email: 'h@x.org', 'time zone': 'Asia/Shanghai', fields: { role: 'media' } },
  ]
  const { judged } = await judgeFile(many + late.map(line).join(''), { name: 'r.jsonl' })
  expect(verdictsOf(judged.slice(150))).toEqual([
    ...['unsubscribed', 'suppressed complaint', 'unsubscribed', 'unsubscribed', 'active', 'unsubscribed'],
    ...['unknown-status', 'active'],
  ])
  expect(judged.at(-1)).toMatchObject({
    reader: { choice: { timeZone: 'Asia/Shanghai', fields: { role: 'media' } } },
  })
})

test.each([
  [{ newsletter_optout: 1 }, 'newsletter_optout'],
  [{ status: { value: 'unsubscribed' } }, 'status.value'],
  [{ lists: [{ subscription_state: 'x', opted_out: true }] }, 'lists.opted_out'],
])('a key that may say who left is never overlooked, however late: %j', async (more, key) => {
  const file = many + line({ email: 'a@x.org', ...more })
  await expect(judgeFile(file, { name: 'r.jsonl' })).rejects.toThrow(`Row 151: By its name “${key}”`)
  await expect(judgeFile(line({ email: 'a@x.org', ...more }), { name: 'r.jsonl' })).rejects.toThrow(
    `By its name “${key}”`,
  )
})

test.each([
  ['2024 unsubscribed.csv', 'unsubscribed'],
  ['my-list-unsubscribed.csv', 'unsubscribed'],
  ['opt_outs.csv', 'unsubscribed'],
  ['退订.csv', 'unsubscribed'],
  ['suppressions.csv', 'suppressed admin'],
  ['suppression_bounces.csv', 'suppressed bounce'],
  ['spam-complaints.csv', 'suppressed complaint'],
  ['subscribers.csv', 'active'],
])('by the name %s all in it are %s', async (name, verdict) => {
  expect(await verdicts('email\na@x.org\n', { name })).toEqual([verdict])
})

test('Amazon SES’s own list makes nobody a reader', async () => {
  const file =
    'EmailAddress,Reason,LastUpdateTime\na@x.org,COMPLAINT,2024-01-01T00:00:00Z\nb@x.org,BOUNCE,\nc@x.org,,\n'
  const { plan, judged } = await judgeFile(file, { name: 'list.csv' })
  expect(plan.service).toBe('Amazon SES')
  expect(verdictsOf(judged)).toEqual(['suppressed complaint', 'suppressed bounce', 'suppressed admin'])
  expect(judged[0]).toMatchObject({ reader: { as: { since: '2024-01-01T00:00:00.000Z' } } })
})

test.each([
  ['Buttondown', 'email_address,creation_date,unsubscription_date,undeliverability_date\na@x.org,,,\n'],
  ['Ghost', 'email,name,complimentary_plan\na@x.org,A,false\n'],
  ['Substack', 'email,active_subscription,plan\na@x.org,false,other\n'],
  ['beehiiv', 'email,subscription_tier\na@x.org,free\n'],
  ['Substack', 'Email,Start date,Emails received (6mo)\na@x.org,2024-01-01,3\n'],
  ['Mailchimp', 'Email Address,MEMBER_RATING,LEID,EUID\na@x.org,2,1,1\n'],
])('an export of %s without what says who left is refused', async (service, file) => {
  await expect(judgeFile(file)).rejects.toThrow(
    `This export of ${service} lacks the column that says who left`,
  )
})

test('Mailchimp’s file says by its name that all in it are subscribed', async () => {
  const file = 'Email Address,MEMBER_RATING,LEID,EUID\na@x.org,2,1,1\n'
  expect(await verdicts(file, { name: 'subscribed_email_audience_export_1.csv' })).toEqual(['active'])
})
