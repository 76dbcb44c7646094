import { fork } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { SESClient, SendRawEmailCommand } from '@aws-sdk/client-ses'
import { NodeHttpHandler } from '@smithy/node-http-handler'

/** A call as the deliver function made it. */
export type SentMail = {
  source: string
  destination: string
  configurationSet: string
  tags: string[]
  raw: string
}

/** As many at once as the deliver function has. */
const parallel = 10

export type BareSends = {
  /** A JSON array of {@link SentMail}. */
  file: string
  messages: number
  /** As the function's process has them: the collector of garbage works harder in a small heap. */
  execArgv: string[]
  env: Record<string, string>
}

/**
 * Sends messages by the bare SDK call, in a process of its own, to the same SES.
 * @returns CPU a message, ms: from the first call to the last answer, without the start of the process
 */
export const bareSendCpu = async ({ file, messages, execArgv, env }: BareSends): Promise<number> => {
  const child = fork(import.meta.filename, [file, String(messages)], { execArgv, env })
  const exited = once(child, 'exit').then(([code]) => {
    throw new Error(`The bare sends ended with ${code}`)
  })
  const [answer] = await Promise.race([once(child, 'message'), exited])
  return answer as number
}

const sendAll = async (mails: SentMail[], messages: number) => {
  const requestHandler = new NodeHttpHandler({ connectionTimeout: 3_000, requestTimeout: 10_000 })
  const client = new SESClient({ maxAttempts: 1, requestHandler })
  const commandFor = ({ source, destination, configurationSet, tags, raw }: SentMail) =>
    new SendRawEmailCommand({
      Source: source,
      Destinations: [destination],
      RawMessage: { Data: Buffer.from(raw, 'latin1') },
      ConfigurationSetName: configurationSet,
      Tags: tags.map((tag) => ({ Name: tag.split('=')[0], Value: tag.split('=')[1] })),
    })
  let next = 0
  const worker = async () => {
    while (next < messages) await client.send(commandFor(mails[next++ % mails.length]!))
  }
  const before = process.cpuUsage()
  await Promise.all(Array.from({ length: parallel }, worker))
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1000 / messages
}

if (import.meta.main) {
  const [file = '', messages] = process.argv.slice(2)
  const mails = JSON.parse(readFileSync(file, 'utf8')) as SentMail[]
  process.send!(await sendAll(mails, Number(messages)), () => process.exit())
}
