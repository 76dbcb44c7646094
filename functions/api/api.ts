import type { HttpRequest, HttpResponse } from '../runtime/http-pipeline.ts'
import type { Audience } from './audience.ts'
import type { Audit } from './audit.ts'
import type { Corrections } from './corrections.ts'
import type { Growth } from './growth.ts'
import type { Imports } from './imports.ts'
import type { Issues } from './issues.ts'
import type { Keys } from './keys.ts'
import type { Previews } from './previews.ts'
import type { Quota } from './quota.ts'
import type { ReaderMail } from './reader-mail.ts'
import type { Readers } from './readers.ts'
import type { RecipientLists } from './recipient-lists.ts'
import { createRouter, type Guards } from './router.ts'
import { type RouteOf, routes } from './routes-and-roles.ts'
import type { Segments } from './segments.ts'
import type { Actions } from './send-actions.ts'
import type { Sender } from './sender.ts'
import type { Sends } from './sends.ts'
import type { Unpublish } from './unpublish.ts'
import type { Views } from './views.ts'
import type { Webhooks } from './webhooks.ts'

export type ApiDeps = {
  issues: Issues
  unpublish: Unpublish
  views: Views
  previews: Previews
  audience: Audience
  sends: Sends
  actions: Actions
  corrections: Corrections
  recipients: RecipientLists
  readers: Readers
  readerMail: ReaderMail
  growth: Growth
  segments: Segments
  imports: Imports
  keys: Keys
  webhooks: Webhooks
  quota: Quota
  sender: Sender
  audit: Audit
  guards: Guards
}

/** The admins' JSON API. */
export const createApi = ({
  issues,
  unpublish,
  views,
  previews,
  audience,
  sends,
  actions,
  corrections,
  recipients,
  readers,
  readerMail,
  growth,
  segments,
  imports,
  keys,
  webhooks,
  quota,
  sender,
  audit,
  guards,
}: ApiDeps): ((request: HttpRequest) => Promise<HttpResponse>) =>
  createRouter<RouteOf<'api'>>(
    routes.api,
    {
      'POST /api/issues/{issue}/uploads': ({ id, fields, who }) => issues.upload(id, fields, who),
      'GET /api/issues': ({ query }) => issues.page(query),
      'GET /api/issues/{issue}': ({ id }) => issues.one(id),
      'GET /api/issues/{issue}/views': ({ id }) => views(id),
      'GET /api/issues/{issue}/preview': ({ id, query }) => previews.preview(id, query),
      'GET /api/issues/{issue}/changes': ({ id }) => previews.changes(id),
      'POST /api/issues/{issue}/unpublish': ({ id, who }) => unpublish(id, who.by),
      'POST /api/sends': ({ fields, who }) => sends.request(fields, who),
      'POST /api/sends/audience': ({ fields }) => audience(fields),
      'GET /api/sends': ({ role }) => sends.all(role),
      'GET /api/sends/{send}': ({ id, role }) => sends.one(id, role),
      'GET /api/sends/{send}/recipients': ({ id, query }) => recipients.page(id, query),
      'POST /api/sends/{send}/actions': ({ id, fields, who, ifMatch }) =>
        actions.act(id, fields, who, ifMatch),
      'POST /api/sends/{send}/correction': ({ id, fields, who }) => corrections.request(id, fields, who),
      'POST /api/sends/{send}/correction/audience': ({ id, fields }) => corrections.audience(id, fields),
      'GET /api/readers': ({ query }) => readers.page(query),
      'GET /api/readers/counts': ({ query }) => readers.count(query),
      'GET /api/readers/growth': ({ query }) => growth(query),
      'POST /api/readers/search': ({ fields }) => readers.search(fields),
      'POST /api/readers/find': ({ fields }) => readers.find(fields),
      'POST /api/readers/actions': ({ fields }) => readers.act(fields),
      'POST /api/readers/sends': ({ fields }) => readers.sends(fields),
      'GET /api/readers/{reader}/mail': ({ id, query }) => readerMail(id, query),
      'GET /api/segments': () => segments.all(),
      'POST /api/segments': ({ fields, who, ifMatch }) => segments.save(fields, who.by, ifMatch),
      'POST /api/segments/count': ({ fields }) => segments.count(fields),
      'GET /api/segments/{segment}': ({ id }) => segments.one(id),
      'POST /api/segments/{segment}/remove': ({ id, ifMatch }) => segments.remove(id, ifMatch),
      'POST /api/imports': ({ fields, who }) => imports.request(fields, who.by),
      'GET /api/imports': () => imports.all(),
      'GET /api/imports/{import}': ({ id }) => imports.one(id),
      'GET /api/imports/{import}/rows': ({ id, query }) => imports.rows(id, query),
      'POST /api/imports/{import}/start': ({ id, fields }) => imports.start(id, fields),
      'POST /api/imports/{import}/cancel': ({ id }) => imports.cancel(id),
      'GET /api/keys': () => keys.all(),
      'POST /api/keys': ({ fields, who }) => keys.create(fields, who),
      'POST /api/keys/{key}/revoke': ({ id }) => keys.revoke(id),
      'GET /api/webhooks': () => webhooks.all(),
      'POST /api/webhooks': ({ fields, who }) => webhooks.create(fields, who.by),
      'GET /api/webhooks/{webhook}': ({ id }) => webhooks.one(id),
      'PUT /api/webhooks/{webhook}': ({ id, fields, ifMatch }) => webhooks.edit(id, fields, ifMatch),
      'POST /api/webhooks/{webhook}/actions': ({ id, fields }) => webhooks.act(id, fields),
      'GET /api/webhooks/{webhook}/deliveries': ({ id, query }) => webhooks.deliveries(id, query),
      'GET /api/quota': () => quota(),
      'GET /api/sender': () => sender(),
      'GET /api/audit': ({ query }) => audit(query),
    },
    guards,
  )
