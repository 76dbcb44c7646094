import { fork } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { SESClient, SendRawEmailCommand } from '@aws-sdk/client-ses'
import { NodeHttpHandler } from '@smithy/node-http-handler'
import type { Cloud } from '#local-cloud'

/** A call as the deliver function made it. */
export type SentMail = {
  source: string
  destination: string
  configurationSet: string
  tags: string[]
  raw: string
}

export type BareSends = {
  cloud: Cloud
  /** Sent again and again, until there are as many as `messages`. */
  mails: readonly SentMail[]
  messages: number
  /** As the function's process has them: the collector of garbage works harder in a small heap. */
  execArgv: string[]
  /** A folder for what the process needs. */
  dir: string
}

/** As many at once as the deliver function has. */
const parallel = 10

/**
 * Sends messages by the bare SDK call, in a process of its own, to the cloud's SES.
 * @returns CPU a message, ms: from the first call to the last answer, without the start of the process
 */
export const bareSendCpu = async ({ cloud, mails, messages, execArgv, dir }: BareSends): Promise<number> => {
  const file = join(dir, 'mails.json')
  await writeFile(file, JSON.stringify(mails))
  const child = fork(import.meta.filename, [file, String(messages)], {
    execArgv,
    env: {
      AWS_ENDPOINT_URL: cloud.addresses.aws,
      AWS_REGION: cloud.region,
      AWS_ACCESS_KEY_ID: cloud.credentials.accessKeyId,
      AWS_SECRET_ACCESS_KEY: cloud.credentials.secretAccessKey,
    },
  })
  const exited = once(child, 'exit').then(([code]) => {
    throw new Error(`The bare sends ended with ${code}`)
  })
  const [cpuMs] = await Promise.race([once(child, 'message'), exited])
  await exited.catch(() => {})
  return cpuMs as number
}

const commandFor = ({ source, destination, configurationSet, tags, raw }: SentMail) => {
  const Data = Buffer.from(raw, 'latin1')
  const Tags = tags.map((tag) => ({ Name: tag.split('=')[0], Value: tag.split('=')[1] }))
  return () =>
    new SendRawEmailCommand({
      Source: source,
      Destinations: [destination],
      RawMessage: { Data },
      ConfigurationSetName: configurationSet,
      Tags,
    })
}

const sendAll = async (mails: readonly SentMail[], messages: number) => {
  const requestHandler = new NodeHttpHandler({ connectionTimeout: 3_000, requestTimeout: 10_000 })
  const client = new SESClient({ maxAttempts: 1, requestHandler })
  const commands = mails.map(commandFor)
  let next = 0
  const worker = async () => {
    while (next < messages) await client.send(commands[next++ % commands.length]!())
  }
  const before = process.cpuUsage()
  await Promise.all(Array.from({ length: parallel }, worker))
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1000 / messages
}

if (import.meta.main) {
  process.once('disconnect', () => process.exit())
  const [file = '', messages] = process.argv.slice(2)
  const mails = JSON.parse(readFileSync(file, 'utf8')) as SentMail[]
  process.send!(await sendAll(mails, Number(messages)), () => process.exit())
}
