import { setTimeout as wait } from 'node:timers/promises'
import { bundledMails } from '../platform/assets.ts'
import { createMailer } from '../platform/mailer.ts'
import { Mails } from './mails.ts'
import type { TellDeps } from './tell.ts'
import { createTransactionalMail } from './transactional-mail.ts'

/** The reader waits for the page meanwhile. */
const pauses = [300, 900]

/** What `tell.ts` sends with, in a file of its own beside the function's code (see infra/bundle.ts). */
export const createTellMail = ({ configurationSet, ...deps }: TellDeps) =>
  createTransactionalMail({
    ...deps,
    mailer: createMailer(configurationSet),
    mails: Mails.parse(bundledMails()),
    pauses,
    wait,
    random: Math.random,
  })
