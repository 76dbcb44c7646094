import { createRatingHttp } from '../functions/feedback/rating.http.ts'
import { createReaderCopy, type ReaderCopyDeps } from '../functions/privacy/reader-copy.ts'
import { createYourDataHttp } from '../functions/privacy/your-data.http.ts'
import { createYourData } from '../functions/privacy/your-data.ts'
import { createConfirmHttp } from '../functions/subscription/forms/confirm.http.ts'
import { failures } from '../functions/subscription/forms/message.page.ts'
import { createMoveHttp } from '../functions/subscription/forms/move.http.ts'
import { createStay } from '../functions/subscription/forms/offer-instead.http.ts'
import { createPreferencesHttp } from '../functions/subscription/forms/preferences.http.ts'
import { createSubscribeHttp } from '../functions/subscription/forms/subscribe.http.ts'
import { createUnsubscribeHttp } from '../functions/subscription/forms/unsubscribe.http.ts'
import { createConfirm } from '../functions/subscription/states/confirm.ts'
import { signUpMark } from '../functions/subscription/states/consent.ts'
import { createPreferences } from '../functions/subscription/states/preferences.ts'
import { createReaderLinks } from '../functions/subscription/states/reader-links.ts'
import { createSubscribe } from '../functions/subscription/states/subscribe.ts'
import type { ReaderRow, Subscriber } from '../functions/subscription/states/subscriber.ts'
import { createUnsubscribe } from '../functions/subscription/states/unsubscribe.ts'
import {
  aFormPost,
  anEmptyLedger,
  anIssuePublished,
  aRequest,
  aServer,
  aSite,
  noon,
  someSubscribers,
  theFormTokens,
  theLinks,
} from './builders.ts'
import { readerActs } from './reader-acts.ts'
import { idOf } from './reader-ids.ts'

/** A mail with a link; of others than `confirm` and `move` the link is not kept. */
type Mail = { kind: string; to: string; token?: string }
type Options = {
  site?: typeof aSite
  /** What is asked for the copy of what is known of a reader, and when one is erased. */
  imports?: ReaderCopyDeps['imports']
  planSteps?: ReaderCopyDeps['planSteps']
  sends?: Parameters<typeof readerActs>[0]['sends'] & ReaderCopyDeps['sends']
  counters?: Parameters<typeof readerActs>[0]['counters'] & ReaderCopyDeps['counters']
}

const inEnglish = { 'accept-language': 'en' }

/** All forms of readers and the pages behind their links, over one table in memory. Its clock stands until it is set. */
export const readerSite = (rows: readonly ReaderRow[] = [], options: Options = {}) => {
  const {
    site = aSite,
    imports = { get: async () => undefined },
    planSteps = anEmptyLedger().planSteps,
  } = options
  const subscribers = someSubscribers(...rows)
  const world = { at: noon, network: undefined as string | undefined, mails: [] as Mail[] }
  const now = () => world.at
  const sends = options.sends ?? {
    ...{ ids: async () => [], get: async () => undefined, blankTest: async () => undefined },
  }
  const counters = options.counters ?? { mailsTo: async () => [], forget: async () => {} }
  const acts = readerActs({ subscribers, now, sends, counters })
  const { standing, mover, ask: askMove } = acts
  const owner = { subscribers: standing, links: theLinks, now }
  const told: [string, string][] = []
  const left: object[] = []
  const rated: object[] = []
  const asked: string[] = []
  const announced: string[] = []
  const tell = async (kind: string, { email }: Subscriber) => void told.push([kind, email])
  const readerLink = createReaderLinks({ links: theLinks, siteUrl: site.siteUrl, now })
  const preferences = createPreferences(owner)
  const networkOf = () => world.network
  const https = {
    '/subscribe': createSubscribeHttp({
      ...{ site, networkOf, now },
      subscribe: createSubscribe({
        subscribers,
        idOf,
        admitMail: async () => true,
        mail: async (kind, { id, email, consent }) => {
          const token = kind === 'confirm' && readerLink('confirm', id, signUpMark(consent)).token
          world.mails.push({ kind, to: email, ...(token && { token }) })
          return { outcome: 'accepted', id: 'm-1' }
        },
        now,
      }),
      tokens: { ...theFormTokens, isFresh: () => true },
      admit: async () => ({ outcome: 'admitted' }),
      onOutcome: () => {},
      wait: async () => {},
    }),
    '/confirm': createConfirmHttp({
      ...{ site, networkOf, readerLink },
      confirm: createConfirm({
        ...owner,
        announce: async (id) => void announced.push(id),
        confirmedNow: now,
      }),
    }),
    '/preferences': createPreferencesHttp({ site, preferences, readerLink, now, tell }),
    '/preferences/address': createMoveHttp({
      ...{ site, networkOf, preferences, readerLink, now, tell, move: mover },
      admit: async () => ({ outcome: 'admitted' }),
      ask: async ({ email }, address) => {
        asked.push(address)
        await askMove(email, address)
        return 'accepted'
      },
      onOutcome: () => {},
      wait: async () => {},
    }),
    '/preferences/data': createYourDataHttp({
      site,
      now,
      yourData: createYourData({
        ...owner,
        copy: createReaderCopy({
          ...anEmptyLedger(),
          ...{ sends, planSteps, counters, imports, idOf, now, publication: 'Matrix' },
        }),
        erase: acts.erase,
      }),
    }),
    '/rating': createRatingHttp({
      ...{ site, links: theLinks, subscribers: standing, now, databaseTime: now },
      editions: { issue: async () => anIssuePublished() },
      count: async (one) => void rated.push(one),
    }),
    '/unsubscribe': createUnsubscribeHttp({
      ...{ site, tell },
      unsubscribe: createUnsubscribe(owner),
      stay: createStay({ site, preferences: createPreferences(owner, 'unsubscribe'), tell, now }),
      countLeft: async (one) => void left.push(one),
      onOutcome: () => {},
    }),
  }
  const serverOf = (path: string) => {
    const own = { '/preferences/erase': '/preferences/data', '/preferences/move': '/preferences/address' }
    const http = https[(own[path as keyof typeof own] ?? path) as keyof typeof https]
    return aServer(http, failures(site))
  }
  return Object.assign(world, {
    ...{ told, left, rated, asked, announced, subscribers },
    ...{ move: acts.move, moveLink: acts.moveLink, erase: acts.erase, askMove },
    row: (address: string) => subscribers.kept.get(idOf(address)),
    open: (path: string, token: string) =>
      serverOf(path)(aRequest('GET', `${path}?token=${token}`, { headers: inEnglish })),
    press: (path: string, token: string, fields: Record<string, string | string[]> = {}) =>
      serverOf(path)(aFormPost(path, { token, ...fields }, inEnglish)),
    oneClick: (token: string) =>
      serverOf('/unsubscribe')(
        aRequest('POST', `/unsubscribe?token=${token}`, {
          headers: { 'content-type': 'application/x-www-form-urlencoded', ...inEnglish },
          body: 'List-Unsubscribe=One-Click',
        }),
      ),
    /** Sends the sign-up form of a page in some language. */
    signUp: (email: string, fields: Record<string, string | string[]> = {}, shownIn = 'en') =>
      serverOf('/subscribe')(
        aFormPost(`/subscribe?language=${shownIn}`, { token: 'fresh', email, language: shownIn, ...fields }),
      ),
    /** The script of another site's form sends it. */
    signUpFrom: (origin: string, fields: Record<string, string>) =>
      serverOf('/subscribe')(
        aRequest('POST', '/subscribe?language=en', {
          headers: { 'content-type': 'application/json', accept: 'application/json', origin },
          body: JSON.stringify(fields),
        }),
      ),
    /** Presses the button behind the link of the last mail that asks for it. */
    confirm: () =>
      serverOf('/confirm')(
        aFormPost('/confirm', { token: world.mails.findLast(({ token }) => token)?.token ?? '' }, inEnglish),
      ),
  })
}
