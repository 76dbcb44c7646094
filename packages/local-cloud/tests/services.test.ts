// biome-ignore-all lint/suspicious/noTemplateCurlyInString: it is what Fn::Sub fills in.
import { get } from 'node:http'
import { SESClient, SendRawEmailCommand } from '@aws-sdk/client-ses'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Cloud, type CloudOptions, startCloud } from '../cloud.ts'
import { temporaryFolder } from './temporary.ts'
import { writeTinyAssembly } from './tiny-assembly.ts'
import { mail, signIn, site } from './tiny-services.ts'
import { tinyTemplate } from './tiny-template.ts'

let cloud: Cloud
let interceptor: CloudOptions['interceptor']

beforeAll(async () => {
  const template = tinyTemplate()
  Object.assign(template.Resources, mail, signIn, site)
  Object.assign(template.Outputs, {
    Set: { Value: { Ref: 'Set' } },
    Site: { Value: { 'Fn::Sub': 'https://${Site.DomainName}' } },
    Login: { Value: { 'Fn::Sub': 'https://${Login}.auth.${AWS::Region}.amazoncognito.com' } },
    Issuer: { Value: { 'Fn::GetAtt': ['People', 'ProviderURL'] } },
  })
  cloud = await startCloud({
    assembly: await writeTinyAssembly(template),
    dir: temporaryFolder('tiny-services'),
    sendQuota: () => ({ max24HourSend: 3, maxSendRate: 100 }),
    interceptor: (call, proceed, request, by) =>
      interceptor ? interceptor(call, proceed, request, by) : proceed(),
  })
})
afterAll(() => cloud?.end())

const send = (to: string, subject: string, html = '<p>Hello') => {
  const lines = [
    'From: Tiny <news@tiny.example>',
    `To: ${to}`,
    `Subject: ${subject}`,
    'MIME-Version: 1.0',
    'Content-Type: text/html; charset=utf-8',
    '',
    html,
    '',
  ]
  const ses = new SESClient({
    endpoint: cloud.addresses.aws,
    credentials: cloud.credentials,
    region: cloud.region,
  })
  const RawMessage = { Data: Buffer.from(lines.join('\r\n')) }
  return ses.send(new SendRawEmailCommand({ RawMessage, ConfigurationSetName: cloud.outputs.Set }))
}

test('a message is kept, and its events reach the consumer', async () => {
  await send('ada@example.org', 'One')
  await send('bounce@simulator.amazonses.com', 'Two')
  await cloud.idle()
  const messages = await cloud.messages()
  expect(messages.map(({ destinations, outcome }) => [destinations[0], outcome])).toEqual([
    ['ada@example.org', 'delivered'],
    ['bounce@simulator.amazonses.com', 'bounced'],
  ])
  expect(cloud.calls()['DynamoDB.PutItem']).toBeGreaterThanOrEqual(2)
  expect(cloud.problems()).toEqual([])
})

test('the inbox has what was mailed, and a hostile message neither runs nor leaks there', async () => {
  await send(
    '<eve@example.org>',
    '<script>alert(1)</script>',
    '<html><head></head><script>alert(2)</script>Hi',
  )
  const [message] = (await cloud.messages()).slice(-1)
  const open = (path: string) => fetch(cloud.addresses.inbox + path)
  const ours = '<script type="module" src="/assets/inbox.js"></script>'
  const list = await (await open('/')).text()
  expect(list).toContain('&lt;script&gt;alert(1)')
  expect(list.replace(ours, '')).not.toContain('<script')
  const page = await (await open(`/message/${message?.id}`)).text()
  expect(page).toContain('sandbox="allow-popups allow-popups-to-escape-sandbox"')
  expect(page.replace(ours, '')).not.toContain('<script')
  const preview = await open(`/message/${message?.id}/html`)
  expect(preview.headers.get('content-security-policy')).toMatch(/default-src 'none'.*sandbox/)
  expect(await preview.text()).toContain('<base target="_blank"')
  const raw = await open(`/message/${message?.id}/raw`)
  expect(raw.headers.get('content-type')).toBe('message/rfc822')
  expect(await raw.text()).toContain('Subject: <script>')
  expect((await open('/message/none')).status).toBe(404)
})

test('an answer can be lost after the message was taken', async () => {
  interceptor = async ({ action }, proceed) => {
    const answer = await proceed()
    return action === 'SendRawEmail' ? { status: 0, headers: {}, body: '' } : answer
  }
  const before = (await cloud.messages()).length
  await expect(send('<lost@example.org>', 'Lost')).rejects.toThrow()
  interceptor = undefined
  expect((await cloud.messages()).length).toBe(before + 1)
})

test('the quota that the test sets holds', async () => {
  await expect(send('<late@example.org>', 'Late')).rejects.toThrow('Daily message quota exceeded')
})

test('a function without a variable fails until it has it again', async () => {
  const undo = await cloud.live.removeVariable('Serve', 'QUEUE')
  const post = () => fetch(`${cloud.outputs.Url}/Eve`, { method: 'POST' })
  expect((await post()).status).toBe(500)
  expect(cloud.problems().map(({ where }) => where)).toContain('Serve')
  await undo()
  expect((await post()).status).toBe(202)
})

test('a topic whose queue policy is gone is a problem, not a silence', async () => {
  const undo = await cloud.live.remove('WorkPolicy')
  expect(cloud.problems()).toContainEqual(expect.objectContaining({ kind: 'undeliverable', where: 'ToWork' }))
  await undo()
})

test('a route for who is signed in asks for a token of the pool', async () => {
  const url = `${cloud.outputs.Url}/Ada/private`
  expect((await fetch(url)).status).toBe(401)
  const authorization = `Bearer ${await cloud.signToken()}`
  expect((await fetch(url, { headers: { authorization } })).status).toBe(202)
  const named = `Bearer ${await cloud.signToken({}, 'App')}`
  expect((await fetch(url, { headers: { authorization: named } })).status).toBe(202)
  await expect(cloud.signToken({}, 'Gone')).rejects.toThrow('No user pool has the client Gone')
})

test('the distribution serves the bucket by its policy, at the local address of its domain', async () => {
  expect(cloud.outputs.Site).toBe(cloud.addresses.site)
  const found = await fetch(`${cloud.outputs.Site}/in/hello.html`)
  expect([found.status, await found.text()]).toEqual([200, '<p>Hello from Tiny'])
  const undo = await cloud.live.remove('FilesPolicy')
  expect((await fetch(`${cloud.outputs.Site}/in/hello.html?again`)).status).toBe(403)
  await undo()
})

test('a pool’s domain is served here, where its issuer and the template lead to', async () => {
  const { login, site } = cloud.addresses
  expect(cloud.outputs.Login).toBe(login)
  expect(cloud.resources.get('App')?.properties.CallbackURLs).toEqual([`${site}/back`])
  const document = await fetch(`${cloud.outputs.Issuer}/.well-known/openid-configuration`)
  const { authorization_endpoint } = (await document.json()) as Record<string, string>
  expect(authorization_endpoint).toBe(`${login}/oauth2/authorize`)
  const url = new URL(authorization_endpoint!)
  url.search = String(
    new URLSearchParams({
      response_type: 'code',
      client_id: cloud.resources.get('App')!.physicalId,
      redirect_uri: `${site}/back`,
    }),
  )
  const page = await fetch(url)
  expect([page.status, new URL(page.url).pathname]).toEqual([200, '/login'])
  expect(await page.text()).toContain('the local cloud’s stand-in')
  const status = await new Promise((resolve, reject) =>
    get(url, { headers: { host: 'evil.example' } }, (answer) => resolve(answer.resume().statusCode)).on(
      'error',
      reject,
    ),
  )
  expect(status).toBe(421)
})
