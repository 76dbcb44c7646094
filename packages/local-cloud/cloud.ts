import { type Bill, billOf } from './bill/bill.ts'
import { withFunctions } from './bill/functions.ts'
import type { SesPlan } from './bill/prices.ts'
import { billedIn, type Usage } from './bill/usage.ts'
import { operatorCredentials } from './iam/policies.ts'
import type { objectStore } from './s3/objects.ts'
import { declareSchedules } from './scheduler/schedules.ts'
import { activityOf } from './services/activity.ts'
import { type Base, type BootstrapOptions, bootstrap, type Start } from './services/bootstrap.ts'
import { type IdleOptions, waitUntilIdle } from './services/idle.ts'
import type { Needed } from './services/needs.ts'
import type { ServiceOptions } from './services/options.ts'
import { type Services, startServices } from './services/services.ts'
import { userPoolsOf } from './services/user-pools.ts'
import { queueNameOf } from './sqs/sqs.ts'
import { watchDeadLetters } from './sqs/watch-dead-letters.ts'
import { deploy } from './template/deploy.ts'
import { createLive, type Live } from './template/live.ts'
import type { Addresses, Deployment } from './template/resource-kind.ts'
import type { FiredSchedule, Problem, Resource, Service } from './types.ts'

export type CloudOptions = BootstrapOptions & Partial<ServiceOptions>

export type Cloud = Service & {
  addresses: Addresses
  /** For the AWS SDK outside the functions: may do everything; its calls are counted with the rest. Others at each start. */
  credentials: { accessKeyId: string; secretAccessKey: string }
  region: string
  /** The stacks' outputs, resolved, by their names; `STACK.NAME` where several stacks are run. */
  outputs: Record<string, string>
  /** The deployed resources by logical id; `STACK.LOGICALID` where several stacks are run, here and wherever one is named. */
  resources: Map<string, Resource>
  /** How often each AWS call was allowed: `{"DynamoDB.PutItem": 12}`. */
  calls(): Record<string, number>
  problems(): Problem[]
  /** What of the template, without which something that was asked for so far would have been refused. */
  needed(): Needed
  onProblem(listener: (problem: Problem) => void): () => void
  /** What the buckets hold, by their physical names. */
  objects: Pick<ReturnType<typeof objectStore>, 'list' | 'get'>
  /** Every message that SES accepted and that is wanted, the oldest first. */
  messages: Services['ses']['messages']
  /** The same without their bytes: all that SES itself knows of each. */
  accepted: Services['ses']['entries']
  schedulesFired(): FiredSchedule[]
  /**
   * The template's alarms: `look` evaluates them at once, by the cloud's clock; their states by logical id; what their
   * topics mailed to people.
   */
  alarms: Pick<Services['cloudWatch'], 'look' | 'states' | 'mails'>
  /** An access token for the app client with this logical id; for the first one of all when absent. */
  signToken(claims?: Record<string, unknown>, client?: string): Promise<string>
  /** A token as an OIDC provider of the template would issue it, for STS. @param issuer the provider's Url */
  signWebIdentity(issuer: string, claims: Record<string, unknown>): Promise<string>
  /** Resolves when nothing is going on but schedules that lie ahead; throws what goes on when the time is up. */
  idle(options?: IdleOptions): Promise<void>
  live: Live
  /** What each function used so far. */
  usage: Services['lambda']['usage']
  /** What each caller did and used so far, in AWS's units: what `bill` prices. */
  metered(): Usage
  /** What it would have cost on AWS so far. */
  bill(plan?: SesPlan): Bill
  /** What a function's init fails with when one of its variables is left out; undefined when it starts. */
  startWithout: Services['lambda']['startWithout']
  /** Kills a function's busy sandboxes, for tests of crashes; gives how many there were. */
  crash: Services['lambda']['crash']
  /** What chance hung on in this run: given to another as `seed`, it has the same chances. */
  seed: number
  /** The sandboxes as they are now, for tests that kill them or have them stand still. */
  sandboxes: Services['lambda']['sandboxes']
}

/**
 * Runs a synthesised CDK app on this machine. Everything listens on loopback only, and everything begun is
 * ended by `end`, or when the start fails.
 * Throws one line for what the templates, the ports or the state folder make impossible.
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
    alarms: cloudWatch,
    signToken: async (claims, client) => {
      const wanted = client === undefined ? undefined : resources.get(client)
      const clients = userPoolsOf(base).flatMap(({ id, clientIds }) =>
        clientIds.map((clientId) => ({ pool: id, clientId })),
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
    live: createLive(base, deployment, services),
    usage: lambda.usage,
    metered,
    bill: (plan) => billOf(billedIn(metered()), plan),
    startWithout: lambda.startWithout,
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
