import { mailInFrame } from '../../../emails/preview.ts'
import { refusedPage } from '../frame/refused.page.ts'
import type { Answerer } from '../visit.ts'

/** GET /admin/mail/readers/{id}?send=…: what a reader saw of a send, alone, for a frame. */
export const readerMail: Answerer = async ({ call, id, query, words }) => {
  const reply = await call('GET /api/readers/{reader}/mail', { id, query: { send: query.send } })
  if (reply.outcome === 'refused') return refusedPage(reply, words)
  return { mail: mailInFrame(reply.value.html, query.scheme === 'dark' ? 'dark' : 'light') }
}
