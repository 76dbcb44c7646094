import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import type { Cloud } from '#local-cloud'
import type { Usage } from '#local-cloud/bill/usage'
import type { Language } from '../../functions/publication/language.ts'
import { adminOf, masthead } from '../start/publish-and-send.ts'
import { content } from '../start/sample.ts'
import { bringIn } from '../start/sign-up-by-form.ts'
import { assumed } from './assumptions.ts'
import { multiplyReader } from './audience.ts'
import { readAsReaders } from './read-as-readers.ts'
import { type Standing, type Stored, standingIn } from './standing-costs.ts'
import { filesSize, tableSize } from './stored.ts'
import { sweepOnce, untilDone } from './sweep.ts'
import { usageSince } from './usage-since.ts'

/** What one run used, by phase. */
export type Measured = {
  /** Digests sent, and what that used, including SES's events. */
  messages: number
  send: Usage
  /** One issue. */
  publish: Usage
  /** Readers who signed up by the form, some of whom left again. */
  joined: number
  forms: Usage
  /** One round of the sweeper while nothing is sent. */
  sweep: Usage
  /** The images of one opened digest, and one visit to a page. */
  images: Usage
  visit: Usage
  stored: Stored
  template: Standing
  /** How many SES events feedback received at once. */
  reportsABatch: number
}

type Run = {
  cloud: Cloud
  /** The issue that is published and sent. */
  id: string
  languages: readonly Language[]
  readers: number
  say: (line: string) => void
  aMinuteLater: () => void
}

const joined = 10
const recorder = 'FeedbackRecordFunction'

/** Does once, and separately, each thing that happens in a year, so that its usage can be told apart. */
export const runPhases = async ({
  cloud,
  id,
  languages,
  readers,
  say,
  aMinuteLater,
}: Run): Promise<Measured> => {
  const admin = await adminOf(cloud)
  const sizeOf = (id: string) => tableSize(clientOf(cloud), tableIn(cloud, id))
  const during = async (what: string, work: () => Promise<unknown>): Promise<Usage> => {
    const before = cloud.metered()
    await work()
    await cloud.idle()
    say(what)
    return usageSince(before, cloud.metered())
  }

  const forms = await during(`${joined} readers came in by the form, and some left`, () =>
    comeAndGo(cloud, languages[0]!),
  )
  const publish = await during(`${id} is published`, () =>
    masthead(admin, 'publish', `${content}/issues/${id}`),
  )
  const issue = { rows: (await sizeOf('EditionsEditions')).bytes, files: await filesSize(cloud) }
  const subscribers = 'SubscriptionsSubscribers'
  await multiplyReader(clientOf(cloud), tableIn(cloud, subscribers), addressOf(joined), readers, languages)
  const audience = await sizeOf(subscribers)
  say(`The table holds ${audience.items.toLocaleString('en')} readers`)

  const send = await during('The issue is sent, and SES has reported all of it', async () => {
    const before = sentBy(cloud.metered())
    await masthead(admin, 'send', id, '--yes', '--all-at-once')
    await untilDone(() => sentBy(cloud.metered()) - before, readers)
  })
  const messages = sentBy(send)
  const message = (await sizeOf('SendingSends')).bytes / messages
  const sweep = await sweepOnce(cloud, aMinuteLater)
  say('The sweeper has gone its rounds')
  const read = await readAsReaders(cloud)
  say('A digest and some of its pages are read')

  const events = send.SES?.billed['sns.publishes'] ?? 0
  return {
    messages,
    send,
    publish,
    joined,
    forms,
    sweep,
    ...read,
    stored: { reader: audience.bytes / audience.items, message, issue },
    template: standingIn(cloud),
    reportsABatch: events / Math.max(1, send[recorder]?.runs?.invocations ?? 0),
  }
}

const clientOf = ({ addresses, region, credentials }: Cloud) =>
  new DynamoDBClient({ endpoint: addresses.aws, region, credentials })

const tableIn = ({ resources }: Cloud, id: string) => resources.get(id)!.physicalId

const addressOf = (number: number) => `new-${number}@readers.example`

/** The last one stays. */
const comeAndGo = async ({ addresses, messages }: Cloud, language: Language) => {
  const leaving = Math.round(joined * assumed.leaving)
  for (let number = 1; number <= joined; number += 1) {
    const then = number <= leaving ? 'unsubscribes' : 'confirms'
    const email = addressOf(number)
    await bringIn({ site: addresses.site!, messages }, { email, language, topics: [], then })
  }
}

const sentBy = (usage: Usage): number =>
  Object.values(usage).reduce((sum, { billed }) => sum + (billed['ses.messages'] ?? 0), 0)
