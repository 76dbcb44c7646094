import { bundledModule } from '../../publication/bundled-assets.store.ts'
import { log } from '../../runtime/log.ts'
import type { Subscriber } from '../states/subscriber.ts'
import type { NotifyReaderDeps } from './notify-reader-mail.store.ts'

/** Mails a reader about a change that has already been made. A failed mail is therefore only logged. */
export type NotifyReader = (
  kind: 'changed' | 'paused' | 'moved' | 'goodbye',
  reader: Subscriber,
) => Promise<void>

type NotifyReaderMail = typeof import('./notify-reader-mail.store.ts')

/**
 * Loads SES's client with the first mail, from a file of its own. Requests that only look at a page do not wait for it:
 * parsing its code, even unused, would take a sixth of a cold start.
 */
export const createNotifyReader = (deps: NotifyReaderDeps): NotifyReader => {
  let mail: ReturnType<NotifyReaderMail['createNotifyReaderMail']> | undefined
  return async (kind, reader) => {
    try {
      mail ??= bundledModule<NotifyReaderMail>('tell-mail.cjs').createNotifyReaderMail(deps)
      const { outcome } = await mail(kind, reader)
      if (outcome !== 'accepted') log.warn('a reader was not notified', { kind, outcome })
    } catch (error) {
      log.error('a reader was not notified', { kind, error: error as Error })
    }
  }
}
