import { setTimeout as wait } from 'node:timers/promises'
import { createMailer } from '../../mail/mailer.ts'
import { bundledMails } from '../../publication/bundled-assets.store.ts'
import type { Publication } from '../../publication/publication.ts'
import type { ReaderLinks } from '../states/reader-links.ts'
import { Mails } from './mails.ts'
import { pausesWhilePageWaits } from './retry-pauses.ts'
import { createTransactionalMail } from './transactional-mail.ts'

export type NotifyReaderDeps = {
  configurationSet: string
  publication: Publication
  siteUrl: string
  readerLink: ReaderLinks
}

/**
 * The sender behind `notify-reader.ts`, bundled as a separate file beside the function's code (see infra/bundle.ts).
 */
export const createNotifyReaderMail = ({ configurationSet, ...deps }: NotifyReaderDeps) =>
  createTransactionalMail({
    ...deps,
    mailer: createMailer(configurationSet),
    mails: Mails.parse(bundledMails()),
    pauses: pausesWhilePageWaits,
    wait,
    random: Math.random,
  })
