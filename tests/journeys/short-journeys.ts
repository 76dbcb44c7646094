import { randomUUID } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import {
  DeleteItemCommand,
  DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  ScanCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb'
import {
  GetQueueAttributesCommand,
  PurgeQueueCommand,
  SendMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs'
import { marshall } from '@aws-sdk/util-dynamodb'
import { Webhook } from 'standardwebhooks'
import { awsError } from '#local-cloud/gateway/errors'
import type { Interceptor } from '#local-cloud/types'
import type { ViewsAnswer } from '../../functions/api/answers/issues.ts'
import type { GrowthAnswer } from '../../functions/api/answers/readers.ts'
import type { AudienceAnswer } from '../../functions/api/answers/sends.ts'
import type {
  DeliveriesAnswer,
  NewWebhookAnswer,
  WebhookAnswer,
} from '../../functions/api/answers/webhooks.ts'
import { shardOf } from '../../functions/subscription/states/reader-id.ts'
import { idOf } from '../reader-ids.ts'
import type { Service } from './service.ts'
import { inviteAdmin, signInToConsole } from './sign-in-to-console.ts'
import { aSmallIssue } from './small-issue.ts'

const administrator = 'admin@matrix.example.org'
/** A send whose time comes before it is scheduled is started at once, and needs no schedule: then it is given longer. */
const scheduledAheadMs = 2_500
const mostScheduledAheadMs = 10_000
/** How long a sweep is given before the next. */
const sweepAgainMs = 1_000

type Told = { type: string; data: { reader?: { address?: string } } }
type Heard = { path: string; headers: Record<string, string>; body: string }

/** A program of somebody's on this machine, which answers with the status in the path. It ends with the test. */
const listen = async () => {
  const heard: Heard[] = []
  const server = createServer(async (request, response) => {
    const path = request.url ?? ''
    heard.push({ path, headers: request.headers as Record<string, string>, body: await text(request) })
    response.writeHead(Number(path.slice(1))).end()
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  server.unref()
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, heard }
}

/** An SES that refuses the next mails of a kind, each with the next of these errors. */
export const createRefusals = () => {
  let kind = ''
  let errors: [code: string, message: string][] = []
  const around: Interceptor = async (call, proceed, request) => {
    const isMeant = errors.length > 0 && call.action === 'SendRawEmail' && request.body.includes(`=${kind}&`)
    const error = isMeant ? errors.shift() : undefined
    return error ? awsError('ses', 400, ...error) : proceed()
  }
  return {
    around,
    refuse: (what: string, ...next: typeof errors) => {
      kind = what
      errors = next
    },
  }
}

/**
 * Short journeys that together need every permission and route of the stack. Each throws when anything is not as it
 * should be, at the first problem that the local cloud meets.
 */
export const createJourneys = (service: Service, { refuse }: ReturnType<typeof createRefusals>) => {
  const { cloud, site, press, mail, linkIn, linkOn, admin, until, publish, finished } = service
  const aws = { endpoint: cloud.addresses.aws, region: cloud.region, credentials: cloud.credentials }
  const sqs = new SQSClient(aws)
  const database = new DynamoDBClient(aws)
  let runs = 0

  const expectStatus = (what: string, status: number, wanted: number) => {
    if (status !== wanted) throw new Error(`${what} was answered with ${status}, not ${wanted}`)
  }
  const purge = async (queue: string) => {
    await sqs.send(new PurgeQueueCommand({ QueueUrl: cloud.resources.get(queue)!.physicalId }))
  }
  const put = async (queue: string, message: object) => {
    const QueueUrl = cloud.resources.get(queue)!.physicalId
    await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: JSON.stringify(message) }))
  }
  const mapping = (queue: string) => {
    const arn = cloud.resources.get(queue)!.attributes.Arn
    return [...cloud.resources.values()].find(
      ({ type, properties }) =>
        type === 'AWS::Lambda::EventSourceMapping' && properties.EventSourceArn === arn,
    )!.logicalId
  }
  /** While `work` is done nobody takes messages from a queue; then they are lost. */
  const losing = async (queue: string, work: () => Promise<unknown>) => {
    const resume = await cloud.live.edit(mapping(queue), ({ properties }) => {
      properties.Enabled = false
    })
    try {
      await work()
      await purge(queue)
    } finally {
      await resume()
    }
  }
  /** Sweeps until something has come of it: a hint that was just lost is given again when it is old enough. */
  const sweepUntil = (what: string, hasHappened: () => Promise<boolean>) => {
    let next = 0
    return until(what, async () => {
      if (await hasHappened()) return true
      if (Date.now() < next) return false
      next = Date.now() + sweepAgainMs
      cloud.fireSchedule('SendingEveryMinute')
      return false
    })
  }

  const deadLetter = (queue: string, before: number) =>
    until('the dead letter', () =>
      cloud
        .problems()
        .slice(before)
        .some(({ kind, where }) => kind === 'dead-letter' && where === queue),
    )

  /** A reader whose address no form takes. */
  const addUnreachable = async () => {
    const email = 'line\nbreak@example.org'
    const id = idOf(email)
    const at = '2026-01-01T00:00:00.000Z'
    const consent = { at, form: '/subscribe', wording: 'Yes.', confirmedAt: at }
    const reader = { id, email, status: 'active', language: 'en', topics: [], consent, confirmedAt: at }
    const Item = marshall({ ...reader, shard: shardOf(id), createdAt: at, revision: 0 })
    const TableName = cloud.resources.get('SubscriptionsSubscribers')!.physicalId
    await database.send(new PutItemCommand({ TableName, Item }))
  }

  const signUp = async (email: string) => {
    expectStatus('The sign-up', (await service.signUp({ email, language: 'en' })).status, 202)
  }
  const confirm = async (email: string) => {
    const confirmed = await press(linkIn(await mail(email, 'confirm'), '/confirm'), '/confirm')
    expectStatus('Confirming', confirmed.status, 200)
    return confirmed
  }

  return {
    /** Form, mail, confirmation, preferences, leaving, being erased. */
    readers: async () => {
      const email = `reader-${++runs}@example.org`
      expectStatus('The form', (await fetch(`${site}/subscribe`)).status, 200)
      for (const form of ['subscribe', 'confirm', 'preferences', 'unsubscribe', 'rating']) {
        const { status } = await fetch(`${site}/${form}`, { method: 'HEAD' })
        expectStatus(`HEAD /${form}`, status, form === 'subscribe' ? 200 : 400)
      }
      const nowhere = await fetch(`${site}/subscribe/nowhere`)
      expectStatus('A path that is nobody’s', nowhere.status, 404)
      if (!(await nowhere.text()).includes('<main')) throw new Error('A path that is nobody’s has no page')
      await signUp(email)
      const preferences = await linkOn(await confirm(email), '/preferences')
      expectStatus(
        'Preferences',
        (await press(preferences, '/preferences', { language: 'zh-CN' })).status,
        200,
      )
      await mail(email, 'changed')
      const leaving = await fetch(`${site}/unsubscribe?token=nonsense`)
      expectStatus('A forged link', leaving.status, 400)
      expectStatus('Leaving', (await press(preferences, '/unsubscribe')).status, 200)
      await mail(email, 'goodbye')
      await downloads(await linkOn(await fetch(preferences), '/preferences/data'), email)
      const erasing = preferences.replace('/preferences?', '/preferences/erase?')
      expectStatus('Erasing', (await press(erasing, '/preferences/erase')).status, 200)
      expectStatus('A link of before', (await fetch(preferences)).status, 410)
      const left = `left-${runs}+list@example.org`
      await signUp(left)
      const link = await linkOn(await confirm(left), '/preferences')
      expectStatus('Leaving', (await press(link, '/unsubscribe')).status, 200)
      await mail(left, 'goodbye')
      await forgotten(left)
      await cloud.idle()
      service.check()
    },

    /** An issue goes in and its pages come out; what cannot be read ends in the dead-letter queue. */
    publishing: async () => {
      const id = `p-${++runs}`
      const { outcome } = await publish(id, aSmallIssue(1_000 + runs))
      if (outcome !== 'published') throw new Error(`${id} was ${outcome}`)
      expectStatus('A stub', (await fetch(`${site}/en/issues/${id}/news/`)).status, 200)
      await until('its view to be counted', async () => (await viewsOf(id)).news === 1)
      expectStatus('Taking it down', (await admin('POST', `/api/issues/${id}/unpublish`)).status, 202)
      await until(
        'the issue to be gone',
        async () => (await fetch(`${site}/en/issues/${id}/news/`)).status === 410,
      )
    },
    /** When publishing fails again and again, the event waits for a person. */
    unpublished: async () => {
      // What an earlier journey still draws would fail, too.
      await cloud.idle()
      const before = cloud.problems().length
      service.expectProblems(({ what }) => !what.includes('sqs:'))
      const undo = await cloud.live.removeStatements('EditionsPublishRoleDefaultPolicy', ({ Action }) =>
        JSON.stringify(Action).includes('dynamodb:'),
      )
      try {
        const { value } = await admin('POST', '/api/issues/lost/uploads', { issue: 'lost', files: {} })
        await fetch(value.manifest.url, { method: 'PUT', body: JSON.stringify({ issue: 'lost', files: {} }) })
        await deadLetter('EditionsUnpublishedQueue', before)
      } finally {
        await undo()
        service.expectProblems(() => false)
      }
    },

    /** An admin looks at the console, and signs out. */
    console: async () => {
      const password = 'A long enough 1!'
      const address = `console-${++runs}@example.org`
      await inviteAdmin(cloud, address, 'sender', password, { isFirst: false })
      const { browser, landed } = await signInToConsole(cloud, address, password)
      expectStatus('The console', landed.status, 200)
      if (!(await landed.text()).includes(address))
        throw new Error('The console does not say who is signed in')
      expectStatus('Its list of sends', (await browser.open(`${site}/admin/sends`)).status, 200)
      // A list of readers, without a script: looked at, then imported.
      const list = new FormData()
      list.set('file', new File([`email\n${address}\n`], `c-${runs}.csv`, { type: 'text/csv' }))
      const looked = await browser.send(`${site}/admin/readers/imports`, list)
      expectStatus('The file', looked.status, 200)
      const shows = async (text: string) => (await (await browser.open(looked.url)).text()).includes(text)
      await until('the trial in the console', () => shows('name="typed"'))
      const statement = { how: 'stated', consent: 'They asked', typed: '1' }
      expectStatus('The import', (await browser.send(looked.url, statement)).status, 200)
      await until('the import in the console', () => shows('state finished'))
      const out = await browser.send(`${site}/admin/sign-out`, {})
      expectStatus('Signing out', out.status, 200)
      // A browser goes on by itself, to where the pool forgets it, too.
      const [, onward = ''] = /content="0; url=([^"]+)"/.exec(await out.text()) ?? []
      expectStatus('The pool', (await browser.open(onward.replaceAll('&amp;', '&'))).status, 200)
      const after = await browser.open(`${site}/admin/sends`)
      if ((await after.text()).includes(address)) throw new Error('The console still shows who signed out')
    },

    /** Everything an admin can ask for. */
    admins: async () => {
      const id = `a-${++runs}`
      await Promise.all([publish(id, aSmallIssue(2_000 + runs)), signUp(`${id}-reader@example.org`)])
      expectStatus('The issues', (await admin('GET', '/api/issues')).status, 200)
      expectStatus('The issue', (await admin('GET', `/api/issues/${id}`)).status, 200)
      const preview = await admin('GET', `/api/issues/${id}/preview?language=en`)
      expectStatus('Its mail', preview.status, 200)
      expectStatus('What changed', (await admin('GET', `/api/issues/${id}/changes`)).status, 200)
      const counted = await admin('POST', '/api/sends/audience', { issue: id })
      expectStatus('The audience', counted.status, 200)
      expectStatus(
        'The test',
        (await admin('POST', '/api/sends', { issue: id, to: `${id}@example.org` })).status,
        202,
      )
      await mail(`${id}@example.org`, 'test')
      const { status, value } = await admin('GET', '/api/sends')
      expectStatus('The sends', status, 200)
      const [first] = (value as unknown as { sends: { send: { id: string } }[] }).sends
      expectStatus('The send', (await admin('GET', `/api/sends/${first!.send.id}`)).status, 200)
      const at = new Date(Date.now() + 86_400_000).toISOString()
      const later = await admin('POST', '/api/sends', { issue: id, purpose: 'later', at })
      expectStatus('The send for tomorrow', later.status, 202)
      const acted = await admin('POST', `/api/sends/${id}--later/actions`, { action: 'pause' })
      expectStatus('The pause', acted.status, 200)
      await accounting(id)
    },

    /** A program gets a key, calls with it, and loses it. */
    keys: async () => {
      const wanted = { name: `k-${++runs}`, role: 'viewer' }
      const once = randomUUID()
      const made = await admin('POST', '/api/keys', wanted, once)
      expectStatus('The key', made.status, 201)
      const again = await admin('POST', '/api/keys', wanted, once)
      if (JSON.stringify(again) !== JSON.stringify(made)) throw new Error('The key was made twice')
      const { apiKey, key } = made.value as unknown as { apiKey: string; key: { id: string } }
      const headers = { authorization: `Bearer ${apiKey}` }
      expectStatus('A call by it', (await fetch(`${service.api}/api/sends`, { headers })).status, 200)
      const { value } = await admin('GET', '/api/keys')
      const { keys } = value as unknown as { keys: { id: string; usedOn?: string }[] }
      if (!keys.some(({ id, usedOn }) => id === key.id && usedOn))
        throw new Error('The use of the key is not noted')
      expectStatus('Revoking it', (await admin('POST', `/api/keys/${key.id}/revoke`)).status, 200)
      expectStatus('What calls there are', (await fetch(`${service.api}/api/openapi.json`)).status, 200)
      const nothing = await fetch(`${service.api}/api/nothing/at-all`)
      expectStatus('A call that there is not', nothing.status, 404)
      if (!nothing.headers.get('content-type')?.includes('problem+json'))
        throw new Error('A call that there is not is answered as a page')
      const sender = await admin('GET', '/api/sender')
      expectStatus('The sender', sender.status, 200)
      if (!JSON.stringify(sender.value).includes('_domainkey')) throw new Error('No DKIM record is told')
      const audit = await admin('GET', '/api/audit')
      expectStatus('The audit log', audit.status, 200)
      if (!JSON.stringify(audit.value).includes(`"${key.id}"`)) throw new Error('The log lacks the key')
      service.check()
    },

    /** A program of somebody's hears of everything from here on; another one says that it is gone. */
    webhooks: async () => {
      const program = await listen()
      const make = async (path: string) => {
        const { status, value } = await admin('POST', '/api/webhooks', { url: `${program.url}${path}` })
        expectStatus('The webhook', status, 201)
        return value as unknown as NewWebhookAnswer
      }
      const act = async (id: string, action: object) =>
        expectStatus('The act', (await admin('POST', `/api/webhooks/${id}/actions`, action)).status, 200)
      const { webhook, secret } = await make('/204')
      const heard = (is: (event: Told) => boolean) =>
        program.heard
          .filter(({ path }) => path === '/204')
          .filter(({ body, headers }) => is(new Webhook(secret).verify(body, headers) as Told))
      await act(webhook.id, { action: 'test' })
      const isTest = ({ type }: Told) => type === 'webhook.test'
      await until('the test to be heard', () => heard(isTest).length === 1)
      const log = async () => (await admin('GET', `/api/webhooks/${webhook.id}/deliveries`)).value as unknown
      const delivered = await until('the test to be in the log', async () =>
        ((await log()) as DeliveriesAnswer).deliveries.find(({ state }) => state === 'delivered'),
      )
      await act(webhook.id, { action: 'replay', delivery: delivered.id })
      await until('the replay to be heard', () => heard(isTest).length === 2)
      if (new Set(heard(isTest).map(({ headers }) => headers['webhook-id'])).size !== 1)
        throw new Error('A replay has another id')
      const { url, types } = webhook
      const edited = await admin('PUT', `/api/webhooks/${webhook.id}`, { url, types, withAddresses: true })
      expectStatus('The edit', edited.status, 200)
      const email = `hooked-${++runs}@example.org`
      const isOf = (type: string) => (event: Told) =>
        event.type === type && event.data.reader?.address === email
      await signUp(email)
      await until('the sign-up to be heard', () => heard(isOf('reader.subscribed')).length === 1)
      await confirm(email)
      await until('the confirmation to be heard', () => heard(isOf('reader.confirmed')).length === 1)

      const before = (await service.mailsTo(administrator)).length
      const { webhook: gone } = await make('/410')
      await act(gone.id, { action: 'test' })
      await until('the other to be off', async () => {
        const { value } = await admin('GET', `/api/webhooks/${gone.id}`)
        return (value as unknown as WebhookAnswer).webhook.off?.why === 'gone'
      })
      await until('the notice', async () => (await service.mailsTo(administrator)).length > before)
      await act(gone.id, { action: 'remove' })
      if (JSON.stringify((await admin('GET', '/api/webhooks')).value).includes(gone.id))
        throw new Error('A webhook that was removed is still there')
      await cloud.idle()
      service.check()
    },

    /** Work that failed for good is done after all. What an earlier try left hidden may come along. */
    redriving: async () => {
      service.expectProblems(({ kind }) => kind === 'dead-letter')
      const invocations = (name: string) => cloud.usage()[name]?.invocations ?? 0
      const workers = [
        'SendingPlanFunction',
        'SendingDeliverFunction',
        'FeedbackRecordFunction',
        'SubscriptionsRetryMailFunction',
        'ImportsImportFunction',
        'ImportsAskFunction',
        'ViewsCountFunction',
        'WebhooksDeliverFunction',
      ]
      const before = workers.map(invocations)
      const depthsBefore = await depths()
      // Of each day the administrator is told once.
      const run = 1_000 + ++runs
      const days = [`${run}-01-01`, `${run}-01-02`]
      const [tell, tellAlso] = days.map((at) => ({ kind: 'tell', notice: { about: 'none-ready', at } }))
      await put('SchedulesWorkDeadLettersQueue', tell!)
      await put('SchedulesMissedQueue', { MessageBody: JSON.stringify(tellAlso), QueueUrl: 'https://sqs' })
      await put('SendingPlansDeadLettersQueue', { send: 'none--digest', range: 0 })
      await put('SendingBatchesDeadLettersQueue', { send: 'none--digest', batch: '000-0000' })
      await put('SubscriptionsUnsentMailDeadLettersQueue', { kind: 'known', subscriber: '0'.repeat(32) })
      await put('ImportsWorkDeadLettersQueue', { import: 'none' })
      await put('ImportsAsksDeadLettersQueue', { import: 'none' })
      await put('ViewsWorkDeadLettersQueue', { log: await aLog() })
      await put('WebhooksWorkDeadLettersQueue', {
        ...{ kind: 'deliver', webhook: 'none', delivery: 'none', tries: 0 },
      })
      await put('FeedbackWorkDeadLettersQueue', { Message: JSON.stringify({ eventType: 'Send', mail: {} }) })
      if ((await depths()).filter((depth, index) => depth > depthsBefore[index]!).length !== 10)
        throw new Error('The dead letters are not counted')
      // Each is waited for: one that still moves messages would take the next journey's.
      const moves = await Promise.allSettled(
        [
          'scheduling',
          'missed',
          'plans',
          'batches',
          'feedback',
          'mail',
          'imports',
          'asks',
          'views',
          'webhooks',
        ].map(redrive),
      )
      for (const move of moves) if (move.status === 'rejected') throw move.reason
      await until('the administrator to be told', async () => {
        const mails = (await service.mailsTo('admin@matrix.example.org')).map(({ parsed }) => parsed.text)
        return days.every((day) => mails.some((text) => text?.includes(day)))
      })
      await until('the work', () => workers.every((name, index) => invocations(name) > before[index]!))
      await cloud.idle()
      service.check()
    },

    /** A send by a schedule all of whose hints are lost: the sweeper finds them again. */
    sending: () => sendBySchedule(scheduledAheadMs),

    /** Somebody signs up while SES has no room for another mail: it comes a little later. */
    throttled: async () => {
      const email = `throttled-${++runs}@example.org`
      refuse('confirm', ['Throttling', 'Maximum sending rate exceeded.'])
      await signUp(email)
      await confirm(email)
      await cloud.idle()
      service.check()
    },

    /** A reader moves to another address, at a moment when SES has no room for the link's mail. */
    moving: async () => {
      const email = `mover-${++runs}@example.org`
      const other = `mover-${runs}@example.com`
      await signUp(email)
      const preferences = await linkOn(await confirm(email), '/preferences')
      refuse('move', ['Throttling', 'Maximum sending rate exceeded.'])
      const asked = await press(preferences, '/preferences/address', { address: other })
      expectStatus('Asking for the link', asked.status, 202)
      const link = linkIn(await mail(other, 'move'), '/preferences/move')
      expectStatus('Moving', (await press(link, '/preferences/move')).status, 200)
      await mail(email, 'moved')
      expectStatus('A link of before', (await fetch(preferences)).status, 200)
      await cloud.idle()
      service.check()
    },

    /** SES refuses a worker's credentials, and the next worker by the daily quota: the send goes on when there is room. */
    refused: async () => {
      const id = `r-${++runs}`
      const number = 6_000 + runs
      const email = `${id}@example.org`
      await Promise.all([publish(id, aSmallIssue(number)), signUp(email).then(() => confirm(email))])
      refuse(
        'digest',
        ['ExpiredToken', 'The security token included in the request is expired'],
        ['Throttling', 'Daily message quota exceeded'],
      )
      // A reader of another language has no edition of a test: one call alone is made.
      expectStatus(
        'The send',
        (await admin('POST', '/api/sends', { issue: id, filter: { languages: ['en'] } })).status,
        202,
      )
      await until('the send to be held', async () => (await stateOf(`${id}--digest`)) === 'held')
      await sweepUntil('the send to finish', async () => (await stateOf(`${id}--digest`)) === 'finished')
      const { audience } = await finished(`${id}--digest`)
      if (audience.uncertain + audience.waiting > 0) throw new Error(`${id} left readers behind`)
      await mail(email, 'digest')
      await corrected(id, number, email)
      await cloud.idle()
      service.check()
    },

    /** Who joins late gets what went out last; and the administrator hears of a reader whom no mail can be made for. */
    newcomers: async () => {
      const id = `n-${++runs}`
      const email = `${id}@example.org`
      const notices = async () => (await service.mailsTo(administrator)).length
      const before = await notices()
      await addUnreachable()
      await publish(id, aSmallIssue(5_000 + runs))
      expectStatus('The send', (await admin('POST', '/api/sends', { issue: id })).status, 202)
      await finished(`${id}--digest`)
      await losing('SendingBatchesQueue', async () => {
        await signUp(email)
        await confirm(email)
        await until('the welcome to be asked for', async () => (await waiting('SendingBatchesQueue')) > 0)
      })
      await sweepUntil('the welcome', async () =>
        (await service.mailsTo(email)).some(({ kind }) => kind === 'welcome'),
      )
      await until('the notice', async () => (await notices()) > before)
      await cloud.idle()
      service.check()
    },

    /** A schedule that cannot reach its queue: its message waits for a person. */
    missed: async () => {
      const before = cloud.problems().length
      service.expectProblems(
        ({ what }) => !what.includes(cloud.resources.get('SchedulesMissedQueue')!.attributes.Arn!),
      )
      const deaf = await cloud.live.edit('SchedulesCadence', ({ properties }) => {
        const target = properties.Target as { Arn: string; RetryPolicy: object }
        target.Arn = target.Arn.replace(/[^:]+$/, 'nowhere')
        target.RetryPolicy = { MaximumRetryAttempts: 0 }
      })
      try {
        cloud.fireSchedule('SchedulesCadence')
        await deadLetter('SchedulesMissedQueue', before)
      } finally {
        await deaf()
        service.expectProblems(() => false)
      }
    },

    /** A list of people who left elsewhere, longer than one run works on, tried before it is imported. */
    importing: async () => {
      const id = `i-${++runs}`
      const rows = Array.from({ length: 300 }, (_, row) => `${id}-${row}@example.org,unsubscribed`)
      const reader = `${id}-reader@example.org`
      const text = ['email,status', ...rows, 'nobody,active', `${reader},active`].join('\n')
      const request = { id, file: { name: 'old.csv', size: text.length }, consent: 'They asked elsewhere' }
      const { status, value } = await admin('POST', '/api/imports', { ...request, trial: true })
      expectStatus('The import', status, 202)
      const uploaded = await fetch((value as unknown as { upload: string }).upload, {
        method: 'PUT',
        body: text,
      })
      expectStatus('The upload', uploaded.status, 200)
      const isIn = async (state: string) => {
        const one = await admin('GET', `/api/imports/${id}`)
        return (one.value as unknown as { import: { state: string } }).import.state === state
      }
      await until('the trial', () => isIn('tried'))
      expectStatus('The start', (await admin('POST', `/api/imports/${id}/start`)).status, 202)
      await until('the import', () => isIn('done'))
      for (const [path, wanted] of [
        ['/api/imports', id],
        [`/api/imports/${id}/rows`, 'bad-address'],
      ] as const)
        if (!JSON.stringify((await admin('GET', path)).value).includes(wanted))
          throw new Error(`${path} lacks ${wanted}`)
      expectStatus('The cancel', (await admin('POST', `/api/imports/${id}/cancel`)).status, 200)
      // Who was brought in has the list's statement in their copy.
      await signUp(reader)
      const preferences = linkIn(await mail(reader, 'known'), '/preferences')
      await downloads(preferences, request.consent)
      // One whose file is gone when it is worked on ends.
      const gone = await admin('POST', '/api/imports', { ...request, id: `${id}-gone` })
      expectStatus('Another import', gone.status, 202)
      await put('ImportsWorkQueue', { import: `${id}-gone` })
      await until('the import without its file to end', async () => {
        const one = await admin('GET', `/api/imports/${id}-gone`)
        return (one.value as unknown as { import: { state: string } }).import.state === 'refused'
      })
      await cloud.idle()
      service.check()
    },

    /** A reader of a list is asked by mail, in more than one run, and confirms. */
    asking: async () => {
      const id = `a-${++runs}`
      const reader = `${id}@example.org`
      const text = `email\n${reader}\n`
      expectStatus('The quota', (await admin('GET', '/api/quota')).status, 200)
      const request = { id, file: { name: 'old.csv', size: text.length }, language: 'en', ask: true }
      const { status, value } = await admin('POST', '/api/imports', request)
      expectStatus('The import', status, 202)
      const { upload } = value as unknown as { upload: string }
      expectStatus('The upload', (await fetch(upload, { method: 'PUT', body: text })).status, 200)
      const question = await mail(reader, 'ask')
      await until('the asking to end', async () => {
        const one = await admin('GET', `/api/imports/${id}`)
        const { state, asked } = (one.value as unknown as { import: { state: string; asked: number } }).import
        return state === 'done' && asked === 1
      })
      const confirmed = await press(linkIn(question, '/confirm'), '/confirm')
      expectStatus('Confirming', confirmed.status, 200)
      await cloud.idle()
      service.check()
    },

    /** A bounce comes back and ends the subscription, also one that lost our tags on its way. */
    feedback: async () => {
      const email = `bounce+${++runs}@simulator.amazonses.com`
      const heard = () => cloud.usage().FeedbackRecordFunction?.invocations ?? 0
      const before = heard()
      await signUp(email)
      await until('the bounce to be recorded', () => heard() > before)
      await cloud.idle()
      service.check()
      await expectSuppressed(email)
      const untagged = `untagged-${runs}@example.org`
      await signUp(untagged)
      await cloud.idle()
      const mail = { destination: [untagged], tags: {} }
      const bouncedRecipients = [{ emailAddress: untagged }]
      const bounce = { bounceType: 'Permanent', bounceSubType: 'General', bouncedRecipients }
      const tagged = heard()
      await put('FeedbackWorkQueue', { Message: JSON.stringify({ eventType: 'Bounce', mail, bounce }) })
      await until('the untagged bounce to be recorded', () => heard() > tagged)
      service.check()
      await cloud.idle()
      await expectSuppressed(untagged)
    },

    /** Nothing of one journey may reach into the next; what a failed worker still hides stays hidden for minutes. */
    tidyUp: async () => {
      refuse('')
      await cloud.idle({ timeoutMs: 100 }).catch(() => {})
      for (const { type, logicalId } of cloud.resources.values())
        if (type === 'AWS::SQS::Queue') await purge(logicalId)
    },
  }

  /** @param aheadMs how soon its time comes */
  async function sendBySchedule(aheadMs: number): Promise<void> {
    const id = `s-${++runs}`
    const email = `${id}@example.org`
    await Promise.all([publish(id, aSmallIssue(3_000 + runs)), signUp(email).then(() => confirm(email))])
    await losing('SendingPlansQueue', async () => {
      const at = new Date(Date.now() + aheadMs).toISOString()
      expectStatus('The send', (await admin('POST', '/api/sends', { issue: id, at })).status, 202)
      await until('the send to start', async () => (await stateOf(`${id}--digest`)) === 'planning')
      await until('the plan to be asked for', async () => (await waiting('SendingPlansQueue')) > 0)
    })
    await losing('SendingBatchesQueue', async () => {
      await sweepUntil(
        'the batch to be planned',
        async () => (await stateOf(`${id}--digest`)) === 'delivering',
      )
      await until('the batch to be asked for', async () => (await waiting('SendingBatchesQueue')) > 0)
    })
    await sweepUntil('the send to finish', async () => (await stateOf(`${id}--digest`)) === 'finished')
    const { audience } = await finished(`${id}--digest`)
    if (audience.uncertain + audience.waiting > 0) throw new Error(`${id} left readers behind`)
    await ratedBy(`${id}--digest`, email)
    await leftBy(`${id}--digest`, email)
    await takenBack(id)
    await cloud.idle()
    service.check()
    if (cloud.schedulesFired().some(({ name }) => name === `${id}--digest`)) return
    if (4 * aheadMs > mostScheduledAheadMs) throw new Error(`${id} was started without a schedule`)
    await sendBySchedule(4 * aheadMs)
  }

  /** A reader says that a mail was worth reading, then that it was not, and the send counts their last word. */
  async function ratedBy(send: string, email: string) {
    const url = linkIn(await mail(email, 'digest'), '/rating')
    expectStatus('A rating', (await press(url, '/rating', { answer: 'yes' })).status, 200)
    const reportsAre = (what: string, worthReading: number, notWorthReading: number) =>
      until(what, async () => {
        const { reports } = (await admin('GET', `/api/sends/${send}`)).value
        return reports.worthReading === worthReading && reports.notWorthReading === notWorthReading
      })
    await reportsAre('the send to count the rating', 1, 0)
    expectStatus('Another', (await press(url, '/rating', { answer: 'no' })).status, 200)
    await reportsAre('the send to count the other', 0, 1)
  }

  /** A reader leaves by their mailbox's one click, and the send whose mail it was counts them. */
  async function leftBy(send: string, email: string) {
    const url = linkIn(await mail(email, 'digest'), '/unsubscribe')
    const body = new URLSearchParams({ 'List-Unsubscribe': 'One-Click' })
    expectStatus('The one click', (await fetch(url, { method: 'POST', body })).status, 200)
    await until('the send to count it', async () => {
      const { value } = await admin('GET', `/api/sends/${send}`)
      return value.reports.unsubscribed === 1
    })
  }

  /** A send that was asked for anew by somebody who died: the sweeper takes the cancel back. */
  async function takenBack(issue: string) {
    const send = `${issue}--again`
    const at = new Date(Date.now() + 86_400_000).toISOString()
    const asked = await admin('POST', '/api/sends', { issue, purpose: 'again', at })
    expectStatus('The send for tomorrow', asked.status, 202)
    expectStatus(
      'The cancel',
      (await admin('POST', `/api/sends/${send}/actions`, { action: 'cancel' })).status,
      200,
    )
    await database.send(
      new UpdateItemCommand({
        TableName: cloud.resources.get('SendingSends')!.physicalId,
        Key: marshall({ pk: `send#${send}`, sk: 'send' }),
        UpdateExpression: 'SET reopening = :now',
        ExpressionAttributeValues: marshall({ ':now': new Date().toISOString() }),
      }),
    )
    await sweepUntil('the cancel to be taken back', async () => (await stateOf(send)) === 'scheduled')
  }
  /** The issue is published again, and whoever got it with the fault gets the correction. */
  async function corrected(issue: string, number: number, email: string) {
    const path = `/api/sends/${issue}--digest/correction`
    const files = {
      '01-news.en.md': '---\ntitle: Corrected\npage: 1\nkind: full\nsummary: Right.\n---\n\nRight.\n',
    }
    await publish(issue, aSmallIssue(number, undefined, files))
    const { value } = await admin('POST', `${path}/audience`)
    if (!(value as unknown as AudienceAnswer).languages.en)
      throw new Error(`Nobody got what ${issue} corrects`)
    expectStatus('The correction', (await admin('POST', path)).status, 202)
    await sweepUntil(
      'the correction to finish',
      async () => (await stateOf(`${issue}--digest-correction`)) === 'finished',
    )
    await mail(email, 'correction')
  }
  /** @param page that has the button. @param wanted what the file must have in it */
  async function downloads(page: string, wanted: string) {
    const file = await press(new URL(page, site).href, '/preferences/data')
    expectStatus('The copy', file.status, 200)
    if (!(await file.text()).includes(wanted)) throw new Error(`The copy lacks ${wanted}`)
  }
  async function expectSuppressed(email: string) {
    const { Items = [] } = await database.send(
      new ScanCommand({
        TableName: cloud.resources.get('SubscriptionsSubscribers')!.physicalId,
        FilterExpression: 'email = :email',
        ExpressionAttributeValues: { ':email': { S: email } },
      }),
    )
    const states = Items.map(({ status }) => status?.S)
    if (states.join() !== 'suppressed') throw new Error(`${email} is ${states.join() || 'nobody'}`)
  }
  /** How many dead letters each queue has. */
  async function depths() {
    const { status, value } = await admin('GET', '/api/dead-letters')
    expectStatus('The dead letters', status, 200)
    return (value as unknown as { queues: { depth: number }[] }).queues.map(({ depth }) => depth)
  }
  async function redrive(queue: string) {
    const once = randomUUID()
    const { status, value } = await admin('POST', '/api/dead-letters', { queue }, once)
    expectStatus(`The redrive of ${queue}`, status, 200)
    const again = await admin('POST', '/api/dead-letters', { queue }, once)
    if (JSON.stringify(again.value) !== JSON.stringify(value)) throw new Error(`${queue} was moved twice`)
    if ((value as unknown as { moved: number }).moved < 1) throw new Error(`${queue} was not moved`)
  }
  /** Whom a send left out and why; what a reader, who has signed up, was sent. */
  async function accounting(issue: string) {
    const address = `${issue}-reader@example.org`
    const made = await admin('POST', '/api/sends', { issue, purpose: 'extra' })
    expectStatus('The send', made.status, 202)
    await finished(`${issue}--extra`)
    const listed = await admin('GET', `/api/sends/${issue}--extra/recipients?outcome=excluded&reason=pending`)
    expectStatus('The recipients', listed.status, 200)
    if (!JSON.stringify(listed.value).includes(address)) throw new Error('The list lacks somebody')
    const sent = await admin('POST', '/api/readers/sends', { address })
    expectStatus('The reader', sent.status, 200)
    if (!JSON.stringify(sent.value).includes('pending')) throw new Error('The reader was not found')
    const { id } = sent.value as unknown as { id: string }
    const mail = await admin('GET', `/api/readers/${id}/mail?send=${issue}--extra`)
    expectStatus('The mail of who was left out', mail.status, 404)
    await lookingAfter(address)
  }
  /** An admin lists and counts readers, looks at one, suppresses, restores and erases them. */
  async function lookingAfter(address: string) {
    const listed = await admin('GET', '/api/readers?limit=200')
    expectStatus('The readers', listed.status, 200)
    if (!JSON.stringify(listed.value).includes(address)) throw new Error('The reader is not listed')
    const search = await admin('POST', '/api/readers/search', { search: address.slice(1, -1) })
    if (!JSON.stringify(search.value).includes(address)) throw new Error('The reader is not found by a part')
    const counted = await admin('GET', '/api/readers/counts')
    expectStatus('The counts', counted.status, 200)
    await segments()
    const found = await admin('POST', '/api/readers/find', { address })
    expectStatus('The reader', found.status, 200)
    for (const action of ['suppress', 'restore', 'erase']) {
      const acted = await admin('POST', '/api/readers/actions', { address, action })
      expectStatus(`To ${action} a reader`, acted.status, 200)
    }
    await sweepUntil('the reader to be looked for in the ledger', areErasuresUnderWay)
  }
  /** Who left long ago is forgotten, but for what keeps them out. */
  async function forgotten(email: string) {
    const TableName = cloud.resources.get('SubscriptionsSubscribers')!.physicalId
    const { Items = [] } = await database.send(
      new ScanCommand({
        TableName,
        FilterExpression: 'email = :email',
        ExpressionAttributeValues: { ':email': { S: email } },
      }),
    )
    const { shard, id } = Items[0]!
    const Key = { shard: shard!, id: id! }
    const names = { '#since': 'since', '#at': 'createdAt' }
    await database.send(
      new UpdateItemCommand({
        ...{ TableName, Key, UpdateExpression: 'SET #since = :long, #at = :long' },
        ExpressionAttributeNames: names,
        ExpressionAttributeValues: marshall({ ':long': '2020-01-01T00:00:00.000Z' }),
      }),
    )
    await notCounted(TableName, shard!.S!)
    cloud.fireSchedule('SubscriptionsEveryNight')
    await until('the reader to be forgotten', async () => {
      const { Item } = await database.send(new GetItemCommand({ TableName, Key }))
      return Item?.status?.S === 'erased' && Item.email === undefined
    })
    await until('the day to be counted', async () => (await growth()).length > 0)
  }
  /** The night of an earlier run has counted the day: as if it had been killed before this shard. */
  async function notCounted(TableName: string, shard: string) {
    for (const { day } of await growth())
      for (const Key of [
        { shard: 'growth', id: day },
        { shard: `counts#${day}`, id: shard },
      ])
        await database.send(new DeleteItemCommand({ TableName, Key: marshall(Key) }))
  }
  async function growth() {
    const { status, value } = await admin('GET', '/api/readers/growth')
    expectStatus('The growth', status, 200)
    return (value as unknown as GrowthAnswer).days
  }
  /** An admin saves a segment, counts it, and removes it. */
  async function segments() {
    const name = `segment-${runs}`
    const saved = await admin('POST', '/api/segments', { name, rule: { not: { language: ['zh-CN'] } } })
    expectStatus('The segment', saved.status, 201)
    const listed = await admin('GET', '/api/segments')
    if (!JSON.stringify(listed.value).includes(name)) throw new Error('The segment is not listed')
    expectStatus('The segment', (await admin('GET', `/api/segments/${name}`)).status, 200)
    const counted = await admin('POST', '/api/segments/count', { segment: name })
    expectStatus('The count', counted.status, 200)
    expectStatus('Removing', (await admin('POST', `/api/segments/${name}/remove`, {})).status, 200)
  }
  /** Sends that are not planned to their end may still name those who were erased. */
  async function areErasuresUnderWay() {
    const TableName = cloud.resources.get('SendingSends')!.physicalId
    const { Items = [] } = await database.send(
      new QueryCommand({
        TableName,
        KeyConditionExpression: 'pk = :erasing',
        ExpressionAttributeValues: { ':erasing': { S: 'erasing' } },
      }),
    )
    return Items.length > 0 && Items.every(({ sends }) => sends !== undefined)
  }
  /** One of CloudFront's, of a request that was just made. */
  async function aLog() {
    await fetch(`${site}/en/`)
    const bucket = cloud.resources.get('ViewsLogs')!.physicalId
    return until('a log', async () => (await cloud.objects.list(bucket, 'AWSLogs/'))[0])
  }
  /** Views of an issue's articles in English, by slug. */
  async function viewsOf(issue: string) {
    const { status, value } = await admin('GET', `/api/issues/${issue}/views`)
    expectStatus('The views', status, 200)
    const { articles } = value as unknown as ViewsAnswer
    return Object.fromEntries(articles.map(({ slug, views }) => [slug, views.en]))
  }
  async function stateOf(send: string) {
    return (await admin('GET', `/api/sends/${send}`)).value.state
  }
  async function waiting(queue: string) {
    const { Attributes } = await sqs.send(
      new GetQueueAttributesCommand({
        QueueUrl: cloud.resources.get(queue)!.physicalId,
        AttributeNames: ['ApproximateNumberOfMessages'],
      }),
    )
    return Number(Attributes?.ApproximateNumberOfMessages ?? 0)
  }
}
export type Journey = Exclude<keyof ReturnType<typeof createJourneys>, 'tidyUp'>
