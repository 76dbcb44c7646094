import { setTimeout as wait } from 'node:timers/promises'
import { bundledMails } from '../platform/assets.ts'
import { log } from '../platform/log.ts'
import type { Publication } from '../platform/publication.ts'
import { Mails } from './mails.ts'
import type { ReaderLinks } from './reader-links.ts'
import type { Subscriber } from './subscriber.ts'

export type TellDeps = {
  configurationSet: string
  publication: Publication
  siteUrl: string
  readerLink: ReaderLinks
}

/** Tells a reader by mail what was just done for them. It is done already: a mail that fails is only logged. */
export type Tell = (kind: 'changed' | 'goodbye', reader: Subscriber) => Promise<void>

/** Whoever only looks does not wait for SES's client: it is loaded with the first mail. */
export const createTell = ({ configurationSet, ...deps }: TellDeps): Tell => {
  const prepare = async () => {
    const [{ createMailer }, { createTransactionalMail }] = await Promise.all([
      import('../platform/mailer.ts'),
      import('./transactional-mail.ts'),
    ])
    const mailer = createMailer(configurationSet)
    return createTransactionalMail({
      ...deps,
      mailer,
      mails: Mails.parse(bundledMails()),
      wait,
      random: Math.random,
    })
  }
  let mail: ReturnType<typeof prepare> | undefined
  return async (kind, reader) => {
    try {
      mail ??= prepare()
      const { outcome } = await (await mail)(kind, reader)
      if (outcome !== 'accepted') log.warn('a reader was not told', { kind, outcome })
    } catch (error) {
      log.error('a reader was not told', { kind, error: error as Error })
    }
  }
}
