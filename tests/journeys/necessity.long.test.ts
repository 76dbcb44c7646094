import { isDeepStrictEqual } from 'node:util'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Template } from '#local-cloud/template/template'
import type { Resource, Statement } from '#local-cloud/types'
import { type Service, startService } from './service.ts'
import { createJourneys, createRefusals, type Journey } from './short-journeys.ts'

/** What a template may do without. */
type Part = {
  /** In words. */
  what: string
  isNeeded: () => boolean | Promise<boolean>
  /** Takes it out of the running service; gives the undo. */
  leaveOut: () => Promise<() => Promise<void>>
}

/** Nobody reads this variable, */
const variable = 'NOBODY_READS'
/** one of these is never asked for, and another statement allows the other, too, */
const statements: Statement[] = [
  { Effect: 'Allow', Action: 'dynamodb:DeleteItem', Resource: '*' },
  { Effect: 'Allow', Action: 'dynamodb:GetItem', Resource: '*' },
]
/** nobody goes one of these ways, and who goes the other would get there without it. */
const routes = ['GET /nobody/asks', 'POST /confirm']
const planted = [
  ...statements.map(({ Action }) => `SubscriptionsConfirmRoleDefaultPolicy: "${Action}" on "*"`),
  `SubscriptionsConfirmFunction: ${variable}`,
  ...routes.map((route) => `route ${route}`),
]

const plant = ({ Resources }: Template) => {
  const policy = Resources.SubscriptionsConfirmRoleDefaultPolicy!.Properties!
  ;(policy.PolicyDocument as { Statement: Statement[] }).Statement.push(...statements)
  variablesIn(Resources.SubscriptionsConfirmFunction!.Properties!)[variable] = 'yes'
  const confirm = Object.values(Resources).find(({ Properties }) => Properties?.RouteKey === 'ANY /confirm')!
  for (const [index, RouteKey] of routes.entries())
    Resources[`Planted${index}`] = { ...confirm, Properties: { ...confirm.Properties, RouteKey } }
}

const variablesIn = (properties: Record<string, unknown>) =>
  (properties.Environment as { Variables?: Record<string, string> } | undefined)?.Variables ?? {}

let service: Service
let journeys: ReturnType<typeof createJourneys>
beforeAll(async () => {
  // Hints are given again at once, so that lost ones are found within a test's patience; nothing is gathered; and what
  // failed while something was left out is not tried again minutes later, when something else is.
  const refusals = createRefusals()
  service = await startService(
    {
      interceptor: refusals.around,
      asyncRetryMs: 100,
      change: (template) => {
        const { Resources } = template
        const variablesOf = (id: string) => variablesIn(Resources[id]!.Properties!)
        variablesOf('SendingSweepFunction').HINT_AGAIN_SECONDS = '1'
        // A planner that is out of time after each step needs another message.
        variablesOf('SendingPlanFunction').PLAN_SECONDS = '0'
        variablesOf('ImportsImportFunction').IMPORT_SECONDS = '0'
        variablesOf('ImportsAskFunction').ASK_SECONDS = '0'
        // More than ten at once would have to be gathered.
        Object.assign(Resources.FeedbackWorkWorker!.Properties!, {
          MaximumBatchingWindowInSeconds: 0,
          BatchSize: 10,
        })
        plant(template)
      },
    },
    20_000,
  )
  journeys = createJourneys(service, refusals)
})
afterAll(() => service.end())

/** The function that a policy or variable belongs to: its sandboxes may hold what they were once allowed to read. */
const restart = async (logicalId: string) => {
  const id = logicalId.replace(/RoleDefaultPolicy$/, 'Function')
  if (service.cloud.resources.has(id)) await service.cloud.live.edit(id, () => {})
}

const resourcesOf = (type: string) => [...service.cloud.resources.values()].filter((one) => one.type === type)

/** Needed where it alone allowed one of its roles something. */
const statementsOf = ({ logicalId, properties }: Resource): Part[] => {
  const roles = resourcesOf('AWS::IAM::Role')
    .filter(({ physicalId }) => (properties.Roles as string[]).includes(physicalId))
    .map(({ attributes }) => attributes.Arn)
  return (properties.PolicyDocument as { Statement: Statement[] }).Statement.map((statement) => ({
    what: `${logicalId}: ${JSON.stringify(statement.Action)} on ${JSON.stringify(statement.Resource)}`,
    isNeeded: () =>
      service.cloud
        .needed()
        .statements.some(
          (one) => roles.includes(one.principal) && isDeepStrictEqual(one.statement, statement),
        ),
    leaveOut: async () => {
      const undo = await service.cloud.live.removeStatements(logicalId, (one) =>
        isDeepStrictEqual(one, statement),
      )
      await restart(logicalId)
      return undo
    },
  }))
}

/**
 * Needed where the function does not start without it, and says so: its settings have none that may be absent. A function
 * names all that it lacks (`readSettings`), so one start without any tells of each.
 */
const variablesOf = ({ logicalId, properties }: Resource): Part[] => {
  const names = Object.keys(variablesIn(properties))
  let error: Promise<string | undefined> | undefined
  return names.map((name) => ({
    what: `${logicalId}: ${name}`,
    isNeeded: async () => {
      error ??= service.cloud.startWithout(logicalId, names)
      return new RegExp(`\\b${name}\\b`).test((await error) ?? '')
    },
    leaveOut: () => service.cloud.live.removeVariable(logicalId, name),
  }))
}

/** Needed where it led a request to where no other route would have. */
const routeOf = ({ logicalId, properties }: Resource): Part => ({
  what: `route ${properties.RouteKey}`,
  isNeeded: () => service.cloud.needed().routes.includes(logicalId),
  leaveOut: () => service.cloud.live.remove(logicalId),
})

const everything = (): Part[] => [
  ...resourcesOf('AWS::IAM::Policy').flatMap(statementsOf),
  ...resourcesOf('AWS::Lambda::Function').flatMap(variablesOf),
  ...resourcesOf('AWS::ApiGatewayV2::Route').map(routeOf),
]

const unneeded = async (): Promise<string[]> => {
  const names: string[] = []
  for (const { what, isNeeded } of everything()) if (!(await isNeeded())) names.push(what)
  return names
}

describe('what the template says is all needed', () => {
  test.each<Journey>([
    // From here on a program hears of whatever the others do.
    'webhooks',
    'readers',
    'publishing',
    'unpublished',
    'admins',
    'console',
    'keys',
    'redriving',
    'sending',
    'throttled',
    'moving',
    'refused',
    'newcomers',
    'missed',
    'importing',
    'asking',
    'feedback',
  ])('as it is, the journey of %s goes well', async (name) => {
    await journeys[name]()
    await journeys.tidyUp()
  })

  let named: string[] = []
  test('no statement, variable or route is there that nobody needs', async () => {
    named = await unneeded()
    expect(named.filter((what) => !planted.includes(what))).toEqual([])
  })

  test('what nobody needs is named', () => {
    expect(named).toEqual(expect.arrayContaining(planted))
  })

  test.each<[string, Journey, string]>([
    [
      'SubscriptionsConfirmRoleDefaultPolicy: "secretsmanager',
      'readers',
      'HEAD /confirm was answered with 500',
    ],
    ['SubscriptionsPreferencesRoleDefaultPolicy: ["logs:', 'readers', 'its log is lost'],
    ['SubscriptionsUnsubscribeFunction: SITE_URL', 'readers', 'HEAD /unsubscribe was answered with 500'],
    ['route ANY /confirm', 'readers', 'HEAD /confirm was answered with 404'],
    ['SubscriptionsRetryMailRoleDefaultPolicy: ["sqs:ReceiveMessage"', 'throttled', 'sqs:ReceiveMessage on'],
  ])('what is needed is missed when it is gone: %s', async (what, journey, failure) => {
    const part = everything().find((one) => one.what.startsWith(what))!
    expect(await part.isNeeded()).toBe(true)
    const undo = await part.leaveOut()
    try {
      await expect(journeys[journey]()).rejects.toThrow(failure)
    } finally {
      await undo()
      await journeys.tidyUp()
      service.expectProblems(() => false)
    }
  })
})
