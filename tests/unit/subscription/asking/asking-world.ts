import type { MailOutcome, SendingQuota } from '../../../../functions/mail/mailer.ts'
import { createAskPace } from '../../../../functions/subscription/asking/ask-pace.ts'
import { createAskReader } from '../../../../functions/subscription/asking/ask-reader.ts'
import { createAskReaders } from '../../../../functions/subscription/asking/ask-readers.ts'
import type { Import } from '../../../../functions/subscription/import/import-record.ts'
import { noon } from '../../../builders.ts'
import { importWorld } from '../import/import-world.ts'

type Options = {
  around?: Parameters<typeof importWorld>[1] extends { around?: infer A } | undefined ? A : never
}

/** A service in memory that imports lists and asks their readers. Its time passes only where it waits. */
export const askingWorld = (options: Options = {}) => {
  const world = importWorld(undefined, options)
  const account: SendingQuota = { rate: 14, max: 50_000, sent: 0 }
  /** What SES answers next; then it takes every mail. */
  const answers: MailOutcome['outcome'][] = []
  const mails: { to: string; at: number }[] = []
  const delays: number[] = []
  /** Inboxes that get no more mail. */
  const full = new Set<string>()
  let [passed, tokens] = [0, 0]
  let until: number | undefined
  let onMail = () => {}
  const now = () => noon + passed
  const wait = async (ms: number) => {
    passed += ms
  }
  const ask = createAskReaders({
    imports: world.imports,
    subscribers: world.subscribers,
    askReader: createAskReader({
      subscribers: world.subscribers,
      mail: async (_, { email }) => {
        onMail()
        const outcome = answers.shift() ?? 'accepted'
        if (outcome === 'accepted' || outcome === 'uncertain') {
          mails.push({ to: email, at: now() - noon })
          account.sent += 1
        }
        return { outcome, id: 'm', reason: '', elsewhere: false } as MailOutcome
      },
      admitMail: async (address) => !full.has(address),
      wordingIn: (language) => `Asked in ${language}`,
      token: () => `t-${++tokens}`,
      now,
    }),
    pace: createAskPace({
      reserved: {
        get: async () => until,
        move: async (known, next) => {
          if (known !== until) return false
          until = next
          return true
        },
      },
      time: { likely: now },
    }),
    quota: async () => ({ ...account }),
    queue: { send: async (messages, delay = 0) => void delays.push(...messages.map(() => delay)) },
    wait,
    now,
  })
  return {
    ...world,
    account,
    answers,
    mails,
    delays,
    full,
    addressed: () => mails.map(({ to }) => to),
    pass: wait,
    onMail: (work: () => void) => {
      onMail = work
    },
    askOnce: (id: string, leftMs: () => number = () => 1_000) => ask(id, { leftMs }),
    /** Imports a list whose readers are to be asked. */
    bringIn: async (id: string, text: string, but: Partial<Import> = {}) => {
      world.ask(id, text, { ask: true, ...but })
      return world.run(id)
    },
    /** Asks until nothing is left to do, or for so many runs; a run ends after each chunk. */
    asks: async (id: string, most = 1_000) => {
      const outcomes: string[] = []
      for (let run = 0; run < most; run += 1) {
        const before = delays.length
        outcomes.push(await ask(id, { leftMs: () => 0 }))
        if (delays.length === before) return outcomes
        passed += delays.at(-1)! * 1000
      }
      return outcomes
    },
  }
}

/** A list of readers. */
export const listOf = (count: number, from = 0): string =>
  `email\n${Array.from({ length: count }, (_, at) => `reader-${from + at}@example.org`).join('\n')}\n`
