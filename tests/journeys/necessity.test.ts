import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Resource } from '../../infra/local/types.ts'
import { createJourneys, createRefusals, type Journey } from './every-need.ts'
import { type Service, startService } from './service.ts'

type Forgotten = {
  /** What is left out of the template, in words. */
  what: string
  /** The journeys that need it. */
  journeys: Journey[]
  /** Takes it out of the running service; gives the undo. */
  leaveOut: () => Promise<() => Promise<void>>
}

let service: Service
let journeys: ReturnType<typeof createJourneys>
beforeAll(async () => {
  // Hints are given again at once, so that lost ones are found within a test's patience; nothing is gathered; and what
  // failed while something was left out is not tried again minutes later, when something else is.
  const refusals = createRefusals()
  service = await startService(
    {
      around: refusals.around,
      asyncRetryMs: 1_000,
      change: ({ Resources }) => {
        const variablesOf = (id: string) =>
          (Resources[id]!.Properties!.Environment as { Variables: Record<string, string> }).Variables
        variablesOf('SendingSweepFunction').HINT_AGAIN_SECONDS = '1'
        // A planner that is out of time after each step needs another message.
        variablesOf('SendingPlanFunction').PLAN_SECONDS = '0'
        Resources.FeedbackWorkWorker!.Properties!.MaximumBatchingWindowInSeconds = 0
      },
    },
    20_000,
  )
  journeys = createJourneys(service, refusals)
})
afterAll(() => service.end())

/** Which journeys need what is called so. */
const needs: [RegExp, Journey[]][] = [
  [/^SubscriptionsSubscribeRole.*sqs:SendMessage/, ['throttled']],
  [/^Subscriptions(RetryMail|UnsentMail)/, ['throttled']],
  [/^SendingDeliverRole.*sqs:SendMessage/, ['refused']],
  [/^SendingSweepRole.*ses:GetSendQuota/, ['refused']],
  [/^SubscriptionsConfirm/, ['readers', 'newcomers']],
  [/^Subscriptions/, ['readers']],
  [/^Editions/, ['publishing', 'unpublished']],
  [/^AdminRedrive/, ['redriving']],
  [/^Admin/, ['admins']],
  [/^Schedules/, ['sending', 'missed']],
  [/^Sending(Schedule|Sweep)/, ['sending', 'newcomers']],
  [/^Sending/, ['sending']],
  [/^Feedback/, ['feedback', 'sending']],
  [/^Web.*api/, ['admins']],
  [/^Web/, ['readers']],
]
const journeysFor = (what: string): Journey[] => needs.find(([of]) => of.test(what))?.[1] ?? []

/** The function that a policy or variable belongs to: its sandboxes may hold what they were once allowed to read. */
const restart = async (logicalId: string) => {
  const id = logicalId.replace(/RoleDefaultPolicy$/, 'Function')
  if (service.cloud.resources.has(id)) await service.cloud.live.edit(id, () => {})
}

const statementsOf = ({ logicalId, properties }: Resource): Forgotten[] =>
  (properties.PolicyDocument as { Statement: { Action: unknown; Resource: unknown }[] }).Statement.map(
    (statement) => {
      const what = `${logicalId}: ${JSON.stringify(statement.Action)} on ${JSON.stringify(statement.Resource)}`
      return {
        what,
        journeys: journeysFor(what),
        leaveOut: async () => {
          const same = JSON.stringify(statement)
          const undo = await service.cloud.live.removeStatements(
            logicalId,
            (one) => JSON.stringify(one) === same,
          )
          await restart(logicalId)
          return undo
        },
      }
    },
  )

const variablesOf = ({ logicalId, properties }: Resource): Forgotten[] =>
  Object.keys((properties.Environment as { Variables: object } | undefined)?.Variables ?? {}).map((name) => ({
    what: `${logicalId}: ${name}`,
    journeys: journeysFor(logicalId),
    leaveOut: () => service.cloud.live.removeVariable(logicalId, name),
  }))

const journeysOfRoute = (route: string): Journey[] => {
  if (route.includes('/api/dead-letters')) return ['redriving']
  return route.includes('/api/') ? ['admins'] : ['readers']
}

const routeOf = ({ logicalId, properties }: Resource): Forgotten => ({
  what: `route ${properties.RouteKey}`,
  journeys: journeysOfRoute(String(properties.RouteKey)),
  leaveOut: () => service.cloud.live.remove(logicalId),
})

/** NEEDS=… npx vitest run … looks at those alone whose names match it. */
const asked = new RegExp(process.env.NEEDS ?? '')

const everything = (): Forgotten[] => {
  const of = (type: string) => [...service.cloud.resources.values()].filter((one) => one.type === type)
  return [
    ...of('AWS::IAM::Policy').flatMap(statementsOf),
    ...of('AWS::Lambda::Function').flatMap(variablesOf),
    ...of('AWS::ApiGatewayV2::Route').map(routeOf),
  ].filter(({ what }) => asked.test(what))
}

/** @returns why a journey fails, or undefined when all of them go well */
const failureOf = async (names: Journey[]): Promise<string | undefined> => {
  for (const name of names) {
    try {
      await journeys[name]()
    } catch (error) {
      return `${name}: ${(error as Error).message}`
    }
  }
}

describe('what the template says is all needed', () => {
  test.each<Journey>([
    'readers',
    'publishing',
    'unpublished',
    'admins',
    'redriving',
    'sending',
    'throttled',
    'refused',
    'newcomers',
    'missed',
    'feedback',
  ])('as it is, the journey of %s goes well', async (name) => {
    await journeys[name]()
    await journeys.tidyUp()
  })

  test(
    'taking out any one statement, variable or route makes a journey fail',
    async () => {
      const unneeded: string[] = []
      for (const { what, journeys: names, leaveOut } of everything()) {
        const undo = await leaveOut()
        service.expectProblems(() => false)
        const failure = await failureOf(names)
        if (!failure) unneeded.push(what)
        if (process.env.VERBOSE) console.log(`${what}\n    ${failure}`)
        await undo()
        await journeys.tidyUp()
        service.expectProblems(() => false)
      }
      expect(unneeded).toEqual([])
    },
    40 * 60_000,
  )
})
