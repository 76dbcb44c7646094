import { DynamoDBClient, ScanCommand } from '@aws-sdk/client-dynamodb'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { ReaderCopy } from '../../functions/privacy/reader-copy-schema.ts'
import { inSteps } from './in-steps.ts'
import { type Service, startService } from './service.ts'
import { aSmallIssue } from './small-issue.ts'

inSteps()

const email = 'ada.reader@example.org'
const other = 'bob.reader@example.org'
let service: Service
const lines: string[] = []
beforeAll(async () => {
  service = await startService({ onLog: (_, line) => void lines.push(line) })
})
afterAll(() => service.end())

/** @param before how many confirmation mails came before: the link of each confirms its own sign-up alone */
const join = async (address: string, before = 0) => {
  await service.signUp({ email: address, language: 'en' })
  const confirm = service.linkIn(await service.mail(address, 'confirm', before), '/confirm')
  return service.linkOn(await service.press(confirm, '/confirm'), '/preferences')
}
const download = async (preferences: string) => {
  const file = await service.press(preferences, '/preferences/data')
  return { file, copy: ReaderCopy.parse(await file.json()) }
}
const page = async (url: string) => {
  const answer = await fetch(url, { headers: { 'accept-language': 'en' } })
  return [answer.status, await answer.text()] as const
}
/** How many items of any table have a text in them. */
const itemsWith = async (text: string) => {
  const { addresses, region, credentials, resources } = service.cloud
  const database = new DynamoDBClient({ endpoint: addresses.aws, region, credentials })
  const tables = [...resources.values()].filter(({ type }) => type === 'AWS::DynamoDB::Table')
  const items = await Promise.all(
    tables.map(async ({ physicalId: TableName }) => {
      const { Items = [] } = await database.send(new ScanCommand({ TableName }))
      return Items.filter((item) => JSON.stringify(item).includes(text))
    }),
  )
  return items.flat()
}

let preferences = ''
let inIssue = ''

test('a reader who got an issue downloads all that is known of them, at once', async () => {
  await join(other)
  preferences = await join(email)
  await service.publish('d-1', aSmallIssue(1))
  await service.admin('POST', '/api/sends', { issue: 'd-1' })
  await service.finished('d-1--digest')
  inIssue = service.linkIn(await service.mail(email, 'digest'), '/preferences')
  await service.cloud.idle()
  const { file, copy } = await download(preferences)
  expect(file.status).toBe(200)
  expect(file.headers.get('content-disposition')).toBe('attachment; filename="matrix-my-data.json"')
  expect(file.headers.get('cache-control')).toBe('no-store')
  expect(copy.reader).toMatchObject({ address: email, status: 'active', language: 'en' })
  expect(copy.consents).toMatchObject([{ form: '/subscribe', wording: expect.stringMatching(/agree/) }])
  expect(copy.consents[0]!.confirmedAt).toBe(copy.reader.confirmedAt)
  expect(copy.sends).toMatchObject([{ send: 'd-1--digest', outcome: 'accepted' }])
  expect(copy.mailsCounted).toMatchObject([{ mails: 1 }])
  expect(JSON.stringify(copy)).not.toContain(other)
})

test('what they said of an issue by its mail is in it', async () => {
  const rating = service.linkIn(await service.mail(email, 'digest'), '/rating')
  expect((await service.press(rating, '/rating', { answer: 'yes' })).status).toBe(200)
  await service.cloud.idle()
  expect((await download(preferences)).copy.sends).toMatchObject([
    { send: 'd-1--digest', worthReading: true },
  ])
})

test('the link in the issue, which may be forwarded, downloads it with the address masked', async () => {
  const { copy } = await download(inIssue)
  expect(copy.reader).toMatchObject({ address: 'a•••@e•••.org', addressMasked: true })
  expect(JSON.stringify(copy)).not.toContain(email)
})

test('the page says how they signed up; a link that was altered says nothing, and changes nothing', async () => {
  const [, shown] = await page(preferences)
  expect(shown).toMatch(
    /<details class="more"><summary>How you subscribed<\/summary>\s*<div>.*You signed up on/s,
  )
  const altered = preferences.replace(/token=(.)/, (_, letter) => `token=${letter === 'A' ? 'B' : 'A'}`)
  for (const path of ['/preferences/data', '/preferences/erase']) {
    expect((await page(altered.replace('/preferences', path)))[0]).toBe(400)
    const token = new URL(altered).searchParams.get('token')!
    const posted = await service.post(path, { token })
    expect([posted.status, await posted.text()]).toEqual([400, expect.not.stringContaining('•••')])
  }
  expect((await fetch(preferences)).status).toBe(200)
})

test('they have it erased, after a page that says what that means, and no table has their address any more', async () => {
  expect(await itemsWith(email)).not.toEqual([])
  const erase = await service.linkOn(await fetch(preferences), '/preferences/erase')
  const [status, text] = await page(new URL(erase, service.site).href)
  expect([status, text]).toEqual([200, expect.stringContaining('What stays is a code')])
  const done = await service.press(new URL(erase, service.site).href, '/preferences/erase')
  expect([done.status, await done.text()]).toEqual([200, expect.stringContaining('Your data are erased')])
  expect(await itemsWith(email)).toEqual([])
  expect(await itemsWith(other)).not.toEqual([])
})

test('every link of theirs says so, and how to come back', async () => {
  for (const url of [preferences, inIssue, inIssue.replace('/preferences', '/preferences/data')]) {
    const [status, text] = await page(url)
    expect([status, text]).toEqual([410, expect.stringContaining('was erased on')])
    expect(text).toContain('href="/subscribe?language=en"')
  }
  const leave = service.linkIn(await service.mail(email, 'digest'), '/unsubscribe')
  expect(await page(leave)).toEqual([200, expect.stringContaining('was erased on')])
})

test('they come back by a new sign-up, and nothing of before is known', async () => {
  const { copy } = await download(await join(email, 1))
  expect(copy.reader).toMatchObject({ address: email, status: 'active' })
  expect(copy.consents).toHaveLength(1)
})

test('no log has an address in it, and nothing failed on the way', () => {
  expect(lines.filter((line) => line.includes('@example.org'))).toEqual([])
  expect(service.cloud.problems()).toEqual([])
})
