import type { ImportAnswer, ImportRowsAnswer, ImportsAnswer } from '../api/answers/imports.ts'
import type { IssueAnswer, IssuesAnswer, UnpublishAnswer, ViewsAnswer } from '../api/answers/issues.ts'
import type { ChangesAnswer, PreviewAnswer, ReaderMailAnswer } from '../api/answers/previews.ts'
import type {
  GrowthAnswer,
  ReaderActionAnswer,
  ReaderAnswer,
  ReaderCountsAnswer,
  ReadersAnswer,
} from '../api/answers/readers.ts'
import type { SegmentAnswer, SegmentCountAnswer, SegmentsAnswer } from '../api/answers/segments.ts'
import type { ActionAnswer, AudienceAnswer, HistoryAnswer, SendAnswer } from '../api/answers/sends.ts'
import type {
  AuditAnswer,
  DeadLettersAnswer,
  KeyAnswer,
  KeysAnswer,
  NewKeyAnswer,
  QuotaAnswer,
  RedriveAnswer,
  SenderAnswer,
} from '../api/answers/service.ts'
import type { StatusAnswer, StatusesAnswer } from '../api/answers/statuses.ts'
import type {
  DeliveriesAnswer,
  NewWebhookAnswer,
  WebhookActionAnswer,
  WebhookAnswer,
  WebhooksAnswer,
} from '../api/answers/webhooks.ts'
import type { ApiProblem, ProblemType } from '../api/problems.ts'
import type { AnyRoute } from '../api/routes-and-roles.ts'

/** The calls of the admins' API that the console makes, and what each answers. */
export type Calls = {
  'GET /api/issues': IssuesAnswer
  'GET /api/issues/{issue}': IssueAnswer
  'GET /api/issues/{issue}/views': ViewsAnswer
  'GET /api/issues/{issue}/preview': PreviewAnswer
  'GET /api/issues/{issue}/changes': ChangesAnswer
  'POST /api/issues/{issue}/unpublish': UnpublishAnswer
  'GET /api/sends': StatusesAnswer
  'GET /api/sends/{send}': StatusAnswer
  'POST /api/sends': SendAnswer
  'POST /api/sends/audience': AudienceAnswer
  'POST /api/sends/{send}/actions': ActionAnswer
  'POST /api/sends/{send}/correction': SendAnswer
  'POST /api/sends/{send}/correction/audience': AudienceAnswer
  'GET /api/readers': ReadersAnswer
  'GET /api/readers/counts': ReaderCountsAnswer
  'GET /api/readers/growth': GrowthAnswer
  'POST /api/readers/search': ReadersAnswer
  'POST /api/readers/find': ReaderAnswer
  'POST /api/readers/sends': HistoryAnswer
  'POST /api/readers/actions': ReaderActionAnswer
  'GET /api/readers/{reader}/mail': ReaderMailAnswer
  'POST /api/segments': SegmentAnswer
  'GET /api/segments': SegmentsAnswer
  'GET /api/segments/{segment}': SegmentAnswer
  'POST /api/segments/count': SegmentCountAnswer
  'POST /api/segments/{segment}/remove': SegmentAnswer
  'GET /api/imports': ImportsAnswer
  'GET /api/imports/{import}': ImportAnswer
  'GET /api/imports/{import}/rows': ImportRowsAnswer
  'POST /api/imports': ImportAnswer
  'POST /api/imports/{import}/start': ImportAnswer
  'POST /api/imports/{import}/cancel': ImportAnswer
  'GET /api/keys': KeysAnswer
  'POST /api/keys': NewKeyAnswer
  'POST /api/keys/{key}/revoke': KeyAnswer
  'GET /api/webhooks': WebhooksAnswer
  'POST /api/webhooks': NewWebhookAnswer
  'GET /api/webhooks/{webhook}': WebhookAnswer
  'PUT /api/webhooks/{webhook}': WebhookAnswer
  'POST /api/webhooks/{webhook}/actions': WebhookActionAnswer
  'GET /api/webhooks/{webhook}/deliveries': DeliveriesAnswer
  'GET /api/audit': AuditAnswer
  'GET /api/quota': QuotaAnswer
  'GET /api/sender': SenderAnswer
  'GET /api/dead-letters': DeadLettersAnswer
  'POST /api/dead-letters': RedriveAnswer
}
export type CalledRoute = Extract<keyof Calls, AnyRoute>

/** `id`: what stands in the path. */
export type CallWith = {
  id?: string
  query?: Record<string, string | undefined>
  body?: unknown
  /** Only if what stands still has this tag. */
  ifMatch?: string
}

export type Reply<Value> =
  /** `etag`: of the value, where it may be changed. */
  | { outcome: 'done'; value: Value; etag?: string }
  /** `type`: absent in API Gateway's own refusals. `request`: by which the API's log is searched. */
  | { outcome: 'refused'; status: number; type?: ProblemType; problems: ApiProblem[]; request?: string }

/** What was answered; undefined where the call was refused. */
export const valueIn = <Value>(reply: Reply<Value>): Value | undefined =>
  reply.outcome === 'done' ? reply.value : undefined

/** Calls the admins' API as whoever is signed in, whose role it judges. @throws when it cannot be reached */
export type CallApi = <Route extends CalledRoute>(
  route: Route,
  given?: CallWith,
) => Promise<Reply<Calls[Route]>>
