import * as z from 'zod'
import {
  type CreateDocumentOptions,
  createDocument,
  type ZodOpenApiOperationObject,
  type ZodOpenApiResponsesObject,
} from 'zod-openapi'
import { needInWords } from '../../access/role.ts'
import { Attempt } from '../../edition/model/attempt.ts'
import { PublishedIssue } from '../../edition/model/published-issue.ts'
import { Send } from '../../sending/ledger/send.ts'
import { Rule, Segment } from '../../subscription/segments/rule.ts'
import { causes, ProblemDocument, type ProblemType, problemMediaType, problemTypes } from '../problems.ts'
import { aboutOf, routes } from '../routes-and-roles.ts'
import type { Operation, OperationsOffer } from './operation.ts'
import { operationsOf } from './operations.ts'

/** Schemas of other parts of the house that answers have in them, by the names that generated clients give them. */
const shared = { Attempt, Problem: ProblemDocument, PublishedIssue, Rule, Segment, Send }

/** What API Gateway answers before any function of ours is called. */
const GatewayRefusal = z.object({ message: z.string() }).meta({ id: 'GatewayRefusal' })

/**
 * Describes the admins' API by OpenAPI 3.1, with what the publication offers.
 * @param version of Masthead
 */
export const openApiOf = (offer: OperationsOffer, version: string): ReturnType<typeof createDocument> =>
  openReferences(
    createDocument(
      {
        openapi: '3.1.1',
        info: {
          title: 'The admins’ API of Masthead',
          version,
          summary: 'What editors do: publish issues, send them, and see to readers.',
          license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
        },
        servers: [{ url: '/' }],
        security: [{ token: [] }],
        tags: Object.entries(tags).map(([name, description]) => ({ name, description })),
        paths: pathsOf(Object.entries(operationsOf(offer))),
        components: {
          schemas: shared,
          securitySchemes: {
            token: {
              type: 'http',
              scheme: 'bearer',
              description: 'An API key (mk_…), or an ID or access token of the admins’ user pool.',
            },
          },
        },
      },
      options,
    ),
  )

/**
 * Beside a reference, `additionalProperties: false` would forbid all that the component names (JSON Schema 2020-12, Core,
 * §10.3.2.3). zod writes it there where a component is described anew, and calls no override.
 */
const openReferences = <Value>(value: Value): Value => {
  if (Array.isArray(value)) return value.map(openReferences) as Value
  if (typeof value !== 'object' || value === null) return value
  const isClosedReference = '$ref' in value && 'additionalProperties' in value
  const { additionalProperties: _, ...rest } = value as Record<string, unknown>
  const all = Object.entries(isClosedReference ? rest : value)
  return Object.fromEntries(all.map(([key, one]) => [key, openReferences(one)])) as Value
}

const options: CreateDocumentOptions = {
  override: ({ jsonSchema, zodSchema, io }) => {
    const { def } = zodSchema._zod
    // A newer version may answer more.
    if (io === 'output' && def.type === 'object' && !def.catchall) delete jsonSchema.additionalProperties
  },
}

const pathsOf = (operations: readonly [route: string, Operation][]) => {
  const paths: Record<string, Record<string, ZodOpenApiOperationObject>> = {}
  for (const [route, operation] of operations) {
    const [method = '', path = ''] = route.split(' ')
    paths[path] = { ...paths[path], [method.toLowerCase()]: describe(route, operation) }
  }
  return paths
}

const tags = {
  issues: 'Publishing issues, and taking them down.',
  sends: 'Sending issues, and watching and steering that.',
  readers: 'Finding, counting and removing readers.',
  segments: 'Rules under a name that say which readers are meant.',
  imports: 'Lists of readers from elsewhere.',
  keys: 'API keys, for programs that cannot sign in.',
  service: 'The service itself.',
}

/** `/api/issues/{issue}` → `issues` */
const tagOf = (route: string): string => {
  const part = route.split('/')[2]!
  return part in tags ? part : 'service'
}

const describe = (
  route: string,
  { id, summary, query, body, conditional, answers, refusals = [] }: Operation,
): ZodOpenApiOperationObject => {
  const parameter = /\{(\w+)\}/.exec(route)?.[1]
  const isAct = aboutOf(route) !== undefined
  return {
    operationId: id,
    summary,
    description: `Role: ${needInWords(needOf(route))}.${isAct ? ' An act: it is in the audit log.' : ''}`,
    tags: [tagOf(route)],
    requestParams: {
      ...(parameter && { path: z.object({ [parameter]: z.string() }) }),
      ...(query && { query }),
      ...(!route.startsWith('GET') && { header: conditional ? keyed.extend(seen) : keyed }),
    },
    ...(body && { requestBody: { required: true, content: { 'application/json': { schema: body } } } }),
    responses: {
      ...Object.fromEntries(
        Object.entries(answers).map(([status, schema]) => [
          status,
          { description: 'Done.', content: { 'application/json': { schema } } },
        ]),
      ),
      ...refused([
        ...always,
        ...(!route.startsWith('GET') ? ofBodies : []),
        ...(isAct ? ofActs : []),
        ...(conditional ? (['changed'] as const) : []),
        ...(query ? (['not-valid'] as const) : []),
        ...(parameter ? (['not-found'] as const) : []),
        ...refusals,
      ]),
    },
  }
}

const needOf = (route: string) => ({ ...routes.api, ...routes.redrive })[route as keyof typeof routes.api]

const always: readonly ProblemType[] = ['not-signed-in', 'not-allowed', 'too-many', 'failed']
const ofBodies: readonly ProblemType[] = ['not-valid', 'too-large', 'not-json']
const ofActs: readonly ProblemType[] = ['not-audited', 'under-way', 'key-of-another-call']

const seen = {
  'If-Match': z.string().optional().meta({
    description:
      'The “ETag” of what you have seen: the change is made only if it still stands so. Left out, however it stands.',
    example: '"3.1930719600000"',
  }),
}

/** A call that only asks takes the key, too, and does not need it. */
const keyed = z.object({
  'Idempotency-Key': z.string().optional().meta({
    description:
      'A text of your own for each call, such as a UUID. One that comes again within a day, with the same body, is not done again, and gets the answer of the first.',
    example: '"8e03978e-40d5-43e8-bc93-6894a57f9324"',
  }),
})

/** What API Gateway may answer itself: nobody known calls, too many do, or a function failed or did not answer in time. */
const fromGateway = [401, 403, 429, 500, 503, 504]

/** A type with several causes is not told of each here: the schema has them all, and an operation has some. */
const typesOf = (name: ProblemType): string => `/problems/${name}${name in causes ? '/…' : ''}`

/** Refusals by their status, each with all types that have it. */
const refused = (types: readonly ProblemType[]): ZodOpenApiResponsesObject => {
  const ours = types.map((name) => problemTypes[name].status)
  const statuses = [...new Set<number>([...ours, ...fromGateway])].sort()
  return Object.fromEntries(
    statuses.map((status) => {
      const names = [...new Set(types)].filter((name) => problemTypes[name].status === status)
      return [
        `${status}`,
        {
          description:
            names.map((name) => `${problemTypes[name].title} (${typesOf(name)}).`).join(' ') ||
            'API Gateway’s own: ask again a little later.',
          content: {
            ...(names.length > 0 && { [problemMediaType]: { schema: ProblemDocument } }),
            ...(fromGateway.includes(status) && { 'application/json': { schema: GatewayRefusal } }),
          },
        },
      ]
    }),
  ) as ZodOpenApiResponsesObject
}
