import { SESClient, SendRawEmailCommand } from '@aws-sdk/client-ses'
import { NodeHttpHandler } from '@smithy/node-http-handler'
import MailComposer from 'nodemailer/lib/mail-composer/index.js'
import { fill, prepare } from '../../functions/edition/model/digest.ts'
import { type Benchmark, median } from './figures.ts'
import { startQuickSes } from './sending/quick-ses.ts'
import { composeFor, publication, realDigest, siteUrl } from './sending/real-digest.ts'

const readers = 1_000
const rounds = 7
/** CPU of this process for one of so many runs, ms. */
const cpuOf = async (count: number, run: (at: number) => unknown): Promise<number> => {
  const before = process.cpuUsage()
  for (let at = 0; at < count; at += 1) await run(at)
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1000 / count
}

/** Median of some rounds, after one to warm up. */
const settled = async (count: number, run: (at: number) => unknown): Promise<number> => {
  const figures: number[] = []
  for (let round = -1; round < rounds; round += 1) {
    const figure = await cpuOf(count, run)
    if (round >= 0) figures.push(figure)
  }
  return median(figures)
}

/** What one more reader's message costs, beside the bare call that sends it and beside a composer that many use. */
export const benchInbox: Benchmark = async (found) => {
  const digest = await realDigest()
  const compose = composeFor(digest)
  const raw = Buffer.concat(compose(1))
  const ours = await settled(readers, compose)

  const ses = await startQuickSes()
  const client = new SESClient({
    endpoint: ses.url,
    region: 'us-east-1',
    credentials: { accessKeyId: 'a', secretAccessKey: 'b' },
    maxAttempts: 1,
    requestHandler: new NodeHttpHandler(),
  })
  const bare = await settled(100, () =>
    client.send(
      new SendRawEmailCommand({
        Source: publication.sender.address,
        Destinations: ['reader@readers.example'],
        RawMessage: { Data: raw },
      }),
    ),
  )
  ses.end()

  const { html, text } = fill(prepare(digest, []), {
    unsubscribe: `${siteUrl}/u`,
    preferences: `${siteUrl}/p`,
    rating: `${siteUrl}/r?t=x`,
  })
  const composer = await settled(100, () =>
    new MailComposer({
      from: { name: publication.sender.name['zh-CN']!, address: publication.sender.address },
      to: 'reader@readers.example',
      subject: digest.subject,
      headers: {
        'List-Unsubscribe': `<${siteUrl}/u>`,
        'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
      },
      text,
      html,
      textEncoding: 'base64',
    })
      .compile()
      .build(),
  )
  const what = `inbox: one more message of ${Math.round(raw.length / 1000)} kB`
  found({ what: `${what}, CPU`, value: ours, unit: 'ms' })
  found({ what: 'inbox: the bare SendRawEmail call on the same bytes, CPU', value: bare, unit: 'ms' })
  found({ what: 'inbox: nodemailer’s MailComposer on the same message, CPU', value: composer, unit: 'ms' })
  found({ what: 'inbox: a message by the bare call', value: (100 * ours) / bare, unit: '%', budget: 15 })
  found({
    what: 'inbox: MailComposer by a message of ours',
    value: composer / ours,
    unit: '×',
    budget: [10, Number.POSITIVE_INFINITY],
    better: 'more',
  })
}
