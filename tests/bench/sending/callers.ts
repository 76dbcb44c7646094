import { fork } from 'node:child_process'
import { createHash, randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { Agent, request } from 'node:http'
import { SESClient, SendRawEmailCommand } from '@aws-sdk/client-ses'
import { NodeHttpHandler } from '@smithy/node-http-handler'
import { createMailer } from '../../../functions/mail/mailer.ts'
import { composeFor, emailOf, publication, realDigest, sampleIssue } from './real-digest.ts'

/**
 * Ways to make a call to SES. `floor` is what none can do without: SHA-256 of the form, base64 of the message, and a POST
 * of the form by `node:http` on a connection that stays open. `bare` is the SDK's own call.
 */
export const callers = ['floor', 'bare', 'mailer'] as const
export type Caller = (typeof callers)[number]

/** CPU of one message, ms, and messages a second. */
export type Called = { cpuMs: number; perSecond: number }

type Calls = {
  /** The address of SES. */
  url: string
  messages: number
  /** As the function's process has them: the collector of garbage works harder in a small heap. */
  execArgv: string[]
}

/** As many at once as the deliver function has at least. */
const parallel = 10
/** Messages of which calls are made in turn. */
const different = 200
/** Calls before those that are measured. V8 compiles in the first thousand. */
const warmUps = 1_500

/**
 * Sends the sample issue's digest so often, in a process of its own. Its start, its messages and its first calls are not
 * measured.
 */
export const call = async (caller: Caller, { url, messages, execArgv }: Calls): Promise<Called> => {
  const child = fork(import.meta.filename, [caller, String(messages)], {
    execArgv,
    env: {
      AWS_ENDPOINT_URL: url,
      AWS_REGION: 'eu-west-1',
      AWS_ACCESS_KEY_ID: 'AKIDEXAMPLE',
      AWS_SECRET_ACCESS_KEY: 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY',
      AWS_SESSION_TOKEN: 'a token as sandboxes have one',
    },
  })
  const exited = once(child, 'exit').then(([code]) => {
    throw new Error(`The process of ${caller} ended with ${code}`)
  })
  const [called] = await Promise.race([once(child, 'message'), exited])
  await exited.catch(() => {})
  return called as Called
}

type Mail = { to: string; parts: Buffer[]; tags: Record<string, string> }

/** As the deliver function has them, tags and all. */
const mails = async (): Promise<Mail[]> => {
  const compose = composeFor(await realDigest())
  return Array.from({ length: different }, (_, reader) => ({
    to: emailOf(reader),
    parts: compose(reader),
    tags: {
      kind: 'digest',
      language: publication.languages[0]!,
      send: `${sampleIssue}--digest`,
      batch: '000-0000',
      recipient: String(reader),
      attempt: '1',
      subscriber: String(reader).padStart(32, '0'),
    },
  }))
}

type Send = (mail: Mail) => Promise<unknown>
const from = publication.sender.address
const configurationSet = 'a-configuration-set'

const byMailer = (): Send => {
  const mailer = createMailer(configurationSet)
  return async ({ to, parts, tags }) => {
    const { outcome } = await mailer.send({ from, to, raw: parts, tags })
    if (outcome !== 'accepted') throw new Error(`A call ended as ${outcome}`)
  }
}

const bySdk = (): Send => {
  const requestHandler = new NodeHttpHandler({ connectionTimeout: 3_000, requestTimeout: 10_000 })
  const client = new SESClient({ maxAttempts: 1, requestHandler })
  const whole = remembered(({ parts }) => Buffer.concat(parts))
  return (mail) =>
    client.send(
      new SendRawEmailCommand({
        Source: from,
        Destinations: [mail.to],
        RawMessage: { Data: whole(mail) },
        ConfigurationSetName: configurationSet,
        Tags: Object.entries(mail.tags).map(([Name, Value]) => ({ Name, Value })),
      }),
    )
}

const byFloor = (url: string): Send => {
  const agent = new Agent({ keepAlive: true })
  const ready = remembered((mail) => {
    const raw = Buffer.concat(mail.parts)
    return { raw, form: formOf(mail, raw) }
  })
  return (mail) => {
    const { raw, form } = ready(mail)
    const hash = createHash('sha256').update(form).digest('hex')
    raw.toString('base64')
    return new Promise((resolve, reject) => {
      const headers = { ...signed(hash), 'content-length': form.length }
      const asked = request(url, { agent, method: 'POST', headers }, (answer) => {
        answer.setEncoding('utf8')
        let text = ''
        answer.on('data', (chunk: string) => {
          text += chunk
        })
        answer.on('end', () => resolve(text))
      })
      asked.on('error', reject)
      asked.end(form)
    })
  }
}

/** Headers as long as those of a signed call. */
const signed = (hash: string) => ({
  'content-type': 'application/x-www-form-urlencoded',
  'x-amz-date': '20261203T000000Z',
  'x-amz-content-sha256': hash,
  'x-amz-user-agent': 'aws-sdk-js/3.0.0',
  'amz-sdk-invocation-id': randomUUID(),
  authorization: `AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20261203/eu-west-1/ses/aws4_request, SignedHeaders=content-type;host;x-amz-content-sha256;x-amz-date, Signature=${hash}`,
})

const formOf = ({ to, tags }: Mail, raw: Buffer): Buffer => {
  const form = new URLSearchParams({ Action: 'SendRawEmail', Version: '2010-12-01', Source: from })
  form.set('Destinations.member.1', to)
  form.set('ConfigurationSetName', configurationSet)
  for (const [at, [name, value]] of Object.entries(tags).entries()) {
    form.set(`Tags.member.${at + 1}.Name`, name)
    form.set(`Tags.member.${at + 1}.Value`, value)
  }
  form.set('RawMessage.Data', raw.toString('base64'))
  return Buffer.from(form.toString(), 'latin1')
}

/** What is made of a mail once, however often it is sent. */
const remembered = <Made>(make: (mail: Mail) => Made): ((mail: Mail) => Made) => {
  const made = new Map<Mail, Made>()
  return (mail) => {
    const ready = made.get(mail) ?? make(mail)
    made.set(mail, ready)
    return ready
  }
}

const sendAll = async (all: readonly Mail[], messages: number, send: Send) => {
  let next = 0
  const worker = async () => {
    while (next < messages) await send(all[next++ % all.length]!)
  }
  await Promise.all(Array.from({ length: parallel }, worker))
}

const measure = async (send: Send, messages: number): Promise<Called> => {
  const all = await mails()
  await sendAll(all, Math.min(warmUps, messages), send)
  const before = process.cpuUsage()
  const began = performance.now()
  await sendAll(all, messages, send)
  const { user, system } = process.cpuUsage(before)
  return {
    cpuMs: (user + system) / 1000 / messages,
    perSecond: (1000 * messages) / (performance.now() - began),
  }
}

if (import.meta.main) {
  process.once('disconnect', () => process.exit())
  const [caller, messages] = process.argv.slice(2) as [Caller, string]
  const ways = { floor: () => byFloor(process.env.AWS_ENDPOINT_URL!), bare: bySdk, mailer: byMailer }
  const called = await measure(ways[caller](), Number(messages))
  process.send!(called, () => process.exit())
}
