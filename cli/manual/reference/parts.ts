import type * as z from 'zod'
import { type Need, needInWords } from '../../../functions/access/role.ts'
import { AuditQuery } from '../../../functions/api/audit.ts'
import { wantedCorrectionFor } from '../../../functions/api/corrections.ts'
import { RedriveRequest } from '../../../functions/api/dead-letters.ts'
import { GrowthQuery } from '../../../functions/api/growth.ts'
import { startedImportFor, wantedImportFor } from '../../../functions/api/import-request-schema.ts'
import { RowsQuery } from '../../../functions/api/imports.ts'
import { WantedKey } from '../../../functions/api/keys.ts'
import { PreviewQuery } from '../../../functions/api/previews.ts'
import { allProblems } from '../../../functions/api/problems.ts'
import { ReaderMailQuery } from '../../../functions/api/reader-mail.ts'
import {
  ReaderAction,
  ReaderRequest,
  ReadersQuery,
  ReadersSearch,
} from '../../../functions/api/readers-request-schema.ts'
import { RecipientsQuery } from '../../../functions/api/recipient-lists.ts'
import { routes } from '../../../functions/api/routes-and-roles.ts'
import { wantedSegmentFor } from '../../../functions/api/segment-schema.ts'
import { segmentCountFor } from '../../../functions/api/segments.ts'
import { Action } from '../../../functions/api/send-actions.ts'
import { wantedSendFor } from '../../../functions/api/send-request-schema.ts'
import {
  DeliveriesQuery,
  EditedWebhook,
  WantedWebhook,
  WebhookAction,
} from '../../../functions/api/webhook-request-schema.ts'
import { FrontMatter } from '../../../functions/issue/front-matter.ts'
import { IssueYaml } from '../../../functions/issue/issue-yaml.ts'
import { Manifest } from '../../../functions/issue/manifest.ts'
import { LetterFrontMatter } from '../../../functions/issue/read-letter.ts'
import { ReaderCopy } from '../../../functions/privacy/reader-copy-schema.ts'
import { PublicationShape } from '../../../functions/publication/publication-shape.ts'
import { type Html, html } from '../../../functions/web/html.ts'
import { ownFile } from '../../../infra/own-files.ts'
import { slugFor } from '../slug.ts'
import { alarmsOf, kinds } from './alarms.page.ts'
import { commandReference, exitCodeReference } from './commands.page.ts'
import { asJson, asQuery, asYaml, type KeyReference, keyReference } from './keys.page.ts'
import { keysOf } from './schema-keys.ts'
import { readStack, type StackFacts } from './stack.ts'
import { wholeProgram } from './whole-program.ts'

const nothingOffered = { languages: [], topics: [], fields: [], timeZone: 'UTC' }

/** The schemas of files and calls, by the names under which pages insert the reference of their keys. */
export const schemas: Record<string, z.core.$ZodType> = {
  publication: PublicationShape,
  issue: IssueYaml,
  'front-matter': FrontMatter,
  letter: LetterFrontMatter,
  'call-upload': Manifest,
  'call-send': wantedSendFor(nothingOffered),
  'call-recipients': RecipientsQuery,
  'call-action': Action,
  'call-correction': wantedCorrectionFor({ ...nothingOffered, languages: ['en'] }),
  'call-history': ReaderRequest,
  'call-reader': ReaderRequest,
  'call-readers': ReadersQuery,
  'call-readers-search': ReadersSearch,
  'call-growth': GrowthQuery,
  'call-preview': PreviewQuery,
  'call-reader-mail': ReaderMailQuery,
  'call-reader-action': ReaderAction,
  'call-segment': wantedSegmentFor(nothingOffered),
  'call-segment-count': segmentCountFor(nothingOffered),
  'call-import': wantedImportFor({ languages: ['en'], topics: [], fields: [], greeting: undefined }),
  'call-import-start': startedImportFor({ languages: ['en'], topics: [], fields: [], greeting: undefined }),
  'call-import-rows': RowsQuery,
  'call-key': WantedKey,
  'call-webhook': WantedWebhook,
  'call-webhook-edit': EditedWebhook,
  'call-webhook-action': WebhookAction,
  'call-webhook-deliveries': DeliveriesQuery,
  'call-audit': AuditQuery,
  'call-redrive': RedriveRequest,
  'reader-copy': ReaderCopy,
}

/** Everything in the manual that is generated from the code, by the name under which pages insert it. */
export const generatedParts = async (): Promise<Map<string, () => Html>> => {
  const stack = readStack(ownFile('content/publication.yaml'))
  const program = await wholeProgram()
  return new Map<string, () => Html>([
    ...Object.entries(schemas).map(([name, schema]): [string, () => Html] => [
      name,
      () => keyReference(keysOf(schema), { anchor: name, ...writtenAs(name) }),
    ]),
    ['commands', () => commandReference(program)],
    ['exit-codes', () => exitCodeReference(program)],
    ['calls', () => callList(stack)],
    ['problems', problemTable],
    ['outputs', () => outputList(stack)],
    ...kinds.map((kind): [string, () => Html] => [`alarms-${kind}`, () => alarmsOf(stack.alarms, kind)]),
  ])
}

/** Files are YAML; calls are JSON, unless they have a query. */
const writtenAs = (name: string): Omit<KeyReference, 'anchor'> => {
  if (name === 'reader-copy') return { depth: 3, write: asJson }
  if (!name.startsWith('call-')) return { depth: 3, write: asYaml }
  return {
    depth: 4,
    write: [
      'call-recipients',
      'call-readers',
      'call-growth',
      'call-preview',
      'call-reader-mail',
      'call-import-start',
      'call-import-rows',
      'call-audit',
    ].includes(name)
      ? asQuery
      : asJson,
  }
}

/** Each links to the section with its heading, so a call without a section is a dead link. */
const callList = ({ calls }: StackFacts): Html =>
  html`<ul class="calls">${calls.map((call) => html`<li><a href="#${slugFor(call)}"><code>${call}</code></a>: ${roleOf(call)}</li>`)}</ul>`

/** In words; a role may depend on a field of the body. */
const roleOf = (call: string): string => {
  const need: Need | undefined = Object.entries({ ...routes.api, ...routes.redrive }).find(
    ([name]) => name === call,
  )?.[1]
  return need ? needInWords(need) : ''
}

const problemTable = (): Html =>
  html`<table><thead><tr><th>type</th><th>status</th><th>means</th></tr></thead><tbody>${allProblems.map(
    ({ name, status, title }) =>
      html`<tr><td><code>/problems/${name}</code></td><td>${status}</td><td>${title}</td></tr>`,
  )}</tbody></table>`

const outputList = ({ outputs }: StackFacts): Html =>
  html`<ul class="calls">${outputs.map(({ name }) => html`<li><code>${name}</code></li>`)}</ul>`
