import { mailInFrame } from '../../../emails/preview.ts'
import { refusedPage } from '../frame/refused.page.ts'
import type { Answerer } from '../visit.ts'

/** GET /admin/mail/issues/{issue}: its digest alone, for a frame. */
export const issueMail: Answerer = async ({ call, id, query, words }) => {
  const { language, edition } = query
  const reply = await call('GET /api/issues/{issue}/preview', { id, query: { language, edition } })
  if (reply.outcome === 'refused') return refusedPage(reply, words)
  return { mail: mailInFrame(reply.value.html, query.scheme === 'dark' ? 'dark' : 'light') }
}
