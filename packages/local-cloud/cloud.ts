import { type Bill, billOf } from './bill/bill.ts'
import { withFunctions } from './bill/functions.ts'
import type { SesPlan } from './bill/prices.ts'
import { billedIn, type Usage } from './bill/usage.ts'
import { operatorCredentials } from './iam/template-policies.ts'
import type { objectStore } from './s3/objects.ts'
import { declareSchedules } from './scheduler/template-schedules.ts'
import { activityOf } from './services/activity.ts'
import { type Base, type BootstrapOptions, bootstrap, type Start } from './services/bootstrap.ts'
import { type IdleOptions, waitUntilIdle } from './services/idle.ts'
import type { Needed } from './services/needs.ts'
import type { ServiceOptions } from './services/options.ts'
import { type Services, startServices } from './services/services.ts'
import { userPoolsOf } from './services/user-pools.ts'
import { queueNameOf } from './sqs/call-sqs.ts'
import { watchDeadLetters } from './sqs/watch-dead-letters.ts'
import { deploy } from './template/deploy.ts'
import { createLiveEdit, type Live } from './template/live-edit.ts'
import type { Addresses, Deployment } from './template/resource-kind.ts'
import type { FiredSchedule, Problem, Resource, Service } from './types.ts'

export type CloudOptions = BootstrapOptions & Partial<ServiceOptions>

export type Cloud = Service & {
  addresses: Addresses
  /**
   * Credentials for the AWS SDK outside the functions. They may do everything, and their calls are counted with the
   * rest. New at each start.
   */
  credentials: { accessKeyId: string; secretAccessKey: string }
  region: string
  /** The stacks' resolved outputs by name; `STACK.NAME` when several stacks run. */
  outputs: Record<string, string>
  /**
   * The deployed resources by logical id; `STACK.LOGICALID` when several stacks run, here and in every other option.
   */
  resources: Map<string, Resource>
  /** Number of allowed AWS calls by name: `{"DynamoDB.PutItem": 12}`. */
  calls(): Record<string, number>
  problems(): Problem[]
  /** Parts of the template without which a request so far would have been refused. */
  needed(): Needed
  onProblem(listener: (problem: Problem) => void): () => void
  /** Objects in the buckets, by the buckets' physical names. */
  objects: Pick<ReturnType<typeof objectStore>, 'list' | 'get'>
  /** The messages that SES accepted and `isWanted` selects, oldest first. */
  messages: Services['ses']['messages']
  /** The same without their bytes: everything SES itself knows about each. */
  accepted: Services['ses']['entries']
  schedulesFired(): FiredSchedule[]
  /** Starts a run of the template's schedule with this logical id now, beside those at its own times. */
  fireSchedule(logicalId: string): void
  /**
   * The template's alarms. `look` evaluates them at once, by the cloud's clock; `states` gives them by logical id;
   * `mails` lists what their topics mailed to people.
   */
  alarms: Pick<Services['cloudWatch'], 'look' | 'states' | 'mails'>
  /** An access token for the app client with this logical id; without one, for the first client. */
  signToken(claims?: Record<string, unknown>, client?: string): Promise<string>
  /** A token as the template's OIDC provider would issue it, for STS. @param issuer the provider's Url */
  signWebIdentity(issuer: string, claims: Record<string, unknown>): Promise<string>
  /** Resolves when only future schedules are left to run; throws a list of what is still running at the timeout. */
  idle(options?: IdleOptions): Promise<void>
  live: Live
  /** What each function has used so far. */
  usage: Services['lambda']['usage']
  /** Calls and usage of each caller so far, in AWS's units: what `bill` prices. */
  metered(): Usage
  /** What this run would have cost on AWS so far. */
  bill(plan?: SesPlan): Bill
  /** The error with which a function's init fails when one of its variables is missing; undefined when it starts. */
  startWithout: Services['lambda']['startWithout']
  /** Starts a sandbox of each of these functions that has none, so that its first event need not wait for it. */
  warm: Services['lambda']['warm']
  /** Kills a function's busy sandboxes, to test crashes; returns how many there were. */
  crash: Services['lambda']['crash']
  /** The seed of this run's random choices. A run with the same `seed` makes the same choices. */
  seed: number
  /** The current sandboxes, for tests that kill or pause them. */
  sandboxes: Services['lambda']['sandboxes']
}

/**
 * Runs a synthesised CDK app on this machine, on loopback only. `end`, or a failed start, ends everything that was
 * started.
 * @throws a one-line error when the templates, the ports or the state folder do not allow a start
 */
export const startCloud = async (options: CloudOptions): Promise<Cloud> => {
  const started: Service[] = []
  const start: Start = async (service) => {
    const it = await service
    started.push(it)
    return it
  }
  const end = async () => {
    for (const service of started.splice(0).reverse()) await service.end()
  }
  try {
    return await compose(options, start, end)
  } catch (error) {
    await end()
    throw error
  }
}

const compose = async (options: CloudOptions, start: Start, end: Service['end']): Promise<Cloud> => {
  const base = await bootstrap(options, start)
  const services = await startServices(base, { ...options, now: options.now ?? Date.now }, start)
  const deployment = deploymentOf(base, services)
  await deploy(deployment)
  declareSchedules(services.scheduler, base.resources, base.state)
  const deadLetters = await start(
    watchDeadLetters({
      resources: base.resources,
      sqsUrl: base.emulators.sqs,
      consumed: () => services.mappings().map(({ queueArn }) => queueNameOf(queueArn)),
      onProblem: base.problems.report,
      now: options.now ?? Date.now,
    }),
  )
  const pollers = await services.startPolling()

  const { lambda, ses, cognito, gateway, scheduler, cloudWatch } = services
  const { place, resources, problems } = base
  const metered = () => {
    const functions = services.functions()
    return withFunctions(base.tally.usage(), {
      functions,
      mappings: services.mappings(),
      used: lambda.usage(),
    })
  }
  return {
    addresses: base.addresses,
    credentials: operatorCredentials,
    region: place.region,
    outputs: base.outputs,
    resources: resources.map,
    calls: gateway.calls,
    problems: problems.all,
    needed: base.needs.all,
    objects: base.objects,
    onProblem: problems.onProblem,
    messages: ses.messages,
    accepted: ses.entries,
    schedulesFired: scheduler.fired,
    fireSchedule: (logicalId) => {
      const schedule = resources.get(logicalId)
      if (!schedule) throw new Error(`There is no schedule ${logicalId} to fire.`)
      scheduler.fire(schedule.physicalId, schedule.properties.GroupName as string | undefined)
    },
    alarms: cloudWatch,
    signToken: async (claims, client) => {
      const wanted = client === undefined ? undefined : resources.get(client)
      const clients = userPoolsOf(base).flatMap(({ id, clients }) =>
        clients.map((it) => ({ pool: id, clientId: it.id })),
      )
      const found = clients.find(({ clientId }) => client === undefined || clientId === wanted?.physicalId)
      if (!found)
        throw new Error(
          `No user pool has ${client ? `the client ${client}` : 'a client'}: nothing to sign for.`,
        )
      return cognito.signToken(found.pool, found.clientId, claims)
    },
    signWebIdentity: services.webIdentities.sign,
    idle: async (wanted) => {
      await waitUntilIdle(() => activityOf(base, services, pollers, wanted), wanted)
      await deadLetters.look()
    },
    live: createLiveEdit(base, deployment, services),
    usage: lambda.usage,
    metered,
    bill: (plan) => billOf(billedIn(metered()), plan),
    startWithout: lambda.startWithout,
    warm: lambda.warm,
    crash: lambda.crash,
    sandboxes: lambda.sandboxes,
    seed: services.seed,
    end,
  }
}

const deploymentOf = (base: Base, { objectEvents }: Services): Deployment => {
  const { place, resources, emulators, state, assembly, policies, problems, objects } = base
  return {
    place,
    resources,
    emulators,
    state,
    assembly,
    serviceMay: policies.serviceMay,
    roleTrusts: policies.trusts,
    onProblem: problems.report,
    putObject: async (bucket, key, body, headers) => {
      await objects.put(bucket, key, body, headers)
      await objectEvents.tell('PutObject', bucket, key)
    },
  }
}
