import { findPlaces, goPage } from './go/go.page.ts'
import { takeDown, testSend } from './issues/act-on-issue.page.ts'
import { issuePage } from './issues/issue.page.ts'
import { issuesPage } from './issues/issues.page.ts'
import { issueMailPage } from './issues/mail.page.ts'
import { sendIssue, sendIssuePage } from './issues/send/send-issue.page.ts'
import { issueMail } from './mail/issue-mail.ts'
import { readerMail } from './mail/reader-mail.ts'
import { overviewPage } from './overview/overview.page.ts'
import { actOnAddress, actOnReader } from './readers/act-on-reader.page.ts'
import { findReader } from './readers/find.page.ts'
import { actOnImport, importPage } from './readers/import/import.page.ts'
import { importsPage, takeFile } from './readers/import/imports.page.ts'
import { readerListPage } from './readers/list.page.ts'
import { readerPage } from './readers/reader.page.ts'
import { readerMailPage } from './readers/reader-mail.page.ts'
import { countReaders, readersPage } from './readers/readers.page.ts'
import { actOnSegment, countSegment, segmentPage } from './readers/segment.page.ts'
import { makeSegment, segmentsPage } from './readers/segments.page.ts'
import { correctionPage, correctSend } from './sends/correction/correct-send.page.ts'
import { actOnSend, sendPage } from './sends/send.page.ts'
import { sendsPage } from './sends/sends.page.ts'
import { auditPage, searchAudit } from './service/audit.page.ts'
import { keysPage, makeKey, revokeKey } from './service/keys.page.ts'
import { senderPage } from './service/sender.page.ts'
import { redrive, servicePage } from './service/service.page.ts'
import { actOnWebhook, webhookPage } from './service/webhook.page.ts'
import { makeWebhook, webhooksPage } from './service/webhooks.page.ts'
import type { Answerer } from './visit.ts'

/** What answers each page and form, below the console's own path; `{id}` is one part of a path. */
export const pages: Record<`${'GET' | 'POST'} /${string}`, Answerer> = {
  'GET /': overviewPage,
  'GET /go': goPage,
  'POST /go': findPlaces,
  'GET /issues': issuesPage,
  'GET /issues/{id}': issuePage,
  'GET /issues/{id}/mail': issueMailPage,
  'GET /mail/issues/{id}': issueMail,
  'GET /mail/readers/{id}': readerMail,
  'POST /issues/{id}/test': testSend,
  'POST /issues/{id}/unpublish': takeDown,
  'GET /issues/{id}/send': sendIssuePage,
  'POST /issues/{id}/send': sendIssue,
  'GET /sends': sendsPage,
  'GET /sends/{id}': sendPage,
  'POST /sends/{id}': actOnSend,
  'GET /sends/{id}/correction': correctionPage,
  'POST /sends/{id}/correction': correctSend,
  'GET /readers': readersPage,
  'POST /readers/find': findReader,
  'POST /readers/address': actOnAddress,
  'POST /readers/count': countReaders,
  'GET /readers/list': readerListPage,
  'GET /readers/imports': importsPage,
  'POST /readers/imports': takeFile,
  'GET /readers/imports/{id}': importPage,
  'POST /readers/imports/{id}': actOnImport,
  'GET /readers/segments': segmentsPage,
  'POST /readers/segments': makeSegment,
  'GET /readers/segments/{id}': segmentPage,
  'POST /readers/segments/{id}': actOnSegment,
  'POST /readers/segments/{id}/count': countSegment,
  // A reader’s id, which is hexadecimal, is none of the words above.
  'GET /readers/{id}': readerPage,
  'POST /readers/{id}': actOnReader,
  'GET /readers/{id}/mail': readerMailPage,
  'GET /service': servicePage,
  'POST /service/redrive': redrive,
  'GET /service/sender': senderPage,
  'GET /service/keys': keysPage,
  'POST /service/keys': makeKey,
  'POST /service/keys/{id}': revokeKey,
  'GET /service/webhooks': webhooksPage,
  'POST /service/webhooks': makeWebhook,
  'GET /service/webhooks/{id}': webhookPage,
  'POST /service/webhooks/{id}': actOnWebhook,
  'GET /service/audit': auditPage,
  'POST /service/audit': searchAudit,
}

const shapes = Object.entries(pages).map(([route, answerer]) => {
  const [method, path] = route.split(' ') as [string, string]
  const shape = new RegExp(`^${path.replace('{id}', '(?<id>[a-z0-9][a-z0-9-]{0,199})')}$`)
  return { method, shape, answerer }
})

/** @param path below the console's own, `/` for itself @returns undefined where there is no page */
export const pageAt = (method: string, path: string): { answerer: Answerer; id: string } | undefined => {
  for (const one of shapes) {
    const found = one.method === method ? one.shape.exec(path) : undefined
    if (found) return { answerer: one.answerer, id: found.groups?.id ?? '' }
  }
  return undefined
}

/** The methods that a path answers; none where there is no page. */
export const methodsAt = (path: string): string[] => {
  const methods = shapes.flatMap(({ method, shape }) => (shape.test(path) ? [method] : []))
  return [...new Set(methods)].flatMap((method) => (method === 'GET' ? ['GET', 'HEAD'] : [method]))
}
