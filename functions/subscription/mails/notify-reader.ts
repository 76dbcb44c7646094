import { bundledModule } from '../../publication/bundled-assets.store.ts'
import { log } from '../../runtime/log.ts'
import type { Subscriber } from '../states/subscriber.ts'
import type { NotifyReaderDeps } from './notify-reader-mail.store.ts'

/** Tells a reader by mail what was just done for them. It is done already: a mail that fails is only logged. */
export type NotifyReader = (kind: 'changed' | 'goodbye', reader: Subscriber) => Promise<void>

type NotifyReaderMail = typeof import('./notify-reader-mail.store.ts')

/**
 * Whoever only looks does not wait for SES's client: even unused, its code would take a sixth of a cold start to be read.
 * It lies in a file of its own, which is loaded with the first mail.
 */
export const createNotifyReader = (deps: NotifyReaderDeps): NotifyReader => {
  let mail: ReturnType<NotifyReaderMail['createNotifyReaderMail']> | undefined
  return async (kind, reader) => {
    try {
      mail ??= bundledModule<NotifyReaderMail>('tell-mail.cjs').createNotifyReaderMail(deps)
      const { outcome } = await mail(kind, reader)
      if (outcome !== 'accepted') log.warn('a reader was not told', { kind, outcome })
    } catch (error) {
      log.error('a reader was not told', { kind, error: error as Error })
    }
  }
}
