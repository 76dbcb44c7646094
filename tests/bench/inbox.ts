import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { SESClient, SendRawEmailCommand } from '@aws-sdk/client-ses'
import { NodeHttpHandler } from '@smithy/node-http-handler'
import MailComposer from 'nodemailer/lib/mail-composer/index.js'
import { readFolder } from '../../cli/local-content/read-folder.ts'
import { type Digest, fill, prepare } from '../../functions/edition/model/digest.ts'
import { buildEditions } from '../../functions/edition/publish/build-edition.ts'
import { readIssue } from '../../functions/issue/read-issue.ts'
import { readKeyring } from '../../functions/runtime/read-keyring.ts'
import { createLinks } from '../../functions/runtime/signed-links.ts'
import { createDigestMessages } from '../../functions/sending/deliver/digest-message.ts'
import { readPublication } from '../../infra/publication.ts'
import { type Benchmark, median } from './figures.ts'

const readers = 1_000
const rounds = 7
const publication = readPublication('content/publication.yaml')
const siteUrl = publication.site

const realDigest = async (): Promise<Digest> => {
  const read = readIssue({
    id: 'matrix-64',
    files: await readFolder('content/issues/matrix-64'),
    publication,
  })
  if (read.outcome !== 'read') throw new Error('The sample issue is refused')
  const [edition] = await buildEditions({ issue: read.issue, publication, siteUrl })
  return edition!.digest
}

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

/** An SES that takes every message at once, in a process of its own. */
const startSes = async (): Promise<{ url: string; child: ChildProcess }> => {
  const child = fork(import.meta.filename, ['ses'])
  const [port] = await once(child, 'message')
  return { url: `http://127.0.0.1:${port}`, child }
}

/** What one more reader's message costs, beside the bare call that sends it and beside a composer that many use. */
export const benchInbox: Benchmark = async (found) => {
  const digest = await realDigest()
  const messages = createDigestMessages({
    publication,
    links: createLinks(readKeyring('{"current":"k1","k1":"a secret of at least thirty-two characters"}')),
    siteUrl,
    now: () => Date.now(),
  })
  // In parts, as the mailer takes it: it copies them once, into the call.
  const compose = (at: number) =>
    messages(
      digest,
      'hash',
      { id: String(at).padStart(32, '0'), email: `reader-${at}@readers.example`, topics: [] },
      { id: 'matrix-64--digest', kind: 'digest' },
    )
  const raw = Buffer.concat(compose(1))
  const ours = await settled(readers, compose)

  const { url, child } = await startSes()
  const client = new SESClient({
    endpoint: url,
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
  child.disconnect()

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
    budget: [10, 1_000],
  })
}

if (import.meta.main && process.argv[2] === 'ses') {
  const answer =
    '<SendRawEmailResponse xmlns="http://ses.amazonaws.com/doc/2010-12-01/"><SendRawEmailResult><MessageId>m</MessageId></SendRawEmailResult></SendRawEmailResponse>'
  const server = createServer((request, response) => {
    request.resume().on('end', () => response.end(answer))
  }).listen(0, '127.0.0.1', () => process.send!((server.address() as AddressInfo).port))
  process.once('disconnect', () => process.exit())
}
