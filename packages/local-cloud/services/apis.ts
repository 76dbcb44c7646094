import { queuesOf } from '../bill/published.ts'
import { createTokens } from '../cognito/tokens.ts'
import { type Gateway, startGateway } from '../gateway/gateway.ts'
import { secretOf } from '../iam/template-policies.ts'
import type { BucketCors } from '../s3/cors.ts'
import { createFire } from '../scheduler/invoke-target.ts'
import type { StoredSchedule } from '../scheduler/schedule.ts'
import { createScheduler } from '../scheduler/scheduler.ts'
import { secretValues } from '../secrets/secret.resource.ts'
import { createSecrets } from '../secrets/secrets.ts'
import { createPublishToTopic } from '../ses/publish-to-topic.ts'
import { configurationSets, sendingIdentities } from '../ses/ses.resource.ts'
import { createSes } from '../ses/ses.ts'
import { createSts } from '../sts/sts.ts'
import type { Resources } from '../types.ts'
import type { Base, Start } from './bootstrap.ts'
import type { Bus } from './bus.ts'
import type { Compute } from './compute.ts'
import type { ServiceOptions } from './options.ts'
import { createUserPools } from './user-pools.ts'

type Options = { base: Base; compute: Compute; bus: Bus; options: ServiceOptions; start: Start }

export type Apis = Awaited<ReturnType<typeof startApis>>

const countsKey = 'item counts'

/** Our own emulators, and the gateway in front of them and the third-party ones. */
export const startApis = async ({ base, compute, bus, options, start }: Options) => {
  const { resources, policies, problems, emulators, place, state } = base
  const ses = mailOf(base, options)
  const scheduler = schedulerOf(base, compute, options)
  const cognito = createUserPools(base)
  const webIdentities = createTokens(state, options.now, 'web-identity.key')
  const secrets = () => secretValues(resources, state)
  let gateway: Gateway | undefined
  // Triggers end first; functions that are still running keep their endpoint until the end.
  const parts = () => [scheduler, bus.events, compute.lambda, gateway, ses]
  await start({
    end: async () => {
      for (const part of parts()) await part?.end()
    },
  })
  gateway = await startGateway({
    port: Number(new URL(place.awsUrl).port),
    principal: policies.principal,
    secretOf,
    resourcePolicies: policies.resourcePolicies,
    forward: emulators,
    emulators: {
      ses: ses.emulator,
      scheduler: scheduler.emulator,
      secretsmanager: createSecrets({ secrets }),
      'cognito-idp': cognito.emulator,
      sts: createSts({
        resources,
        policies,
        tokens: webIdentities,
        onProblem: problems.report,
        now: options.now,
      }),
    },
    known: {
      identities: () => sendingIdentities(resources),
      secretArn: (id) => secrets().find(({ arn, name }) => id === arn || id === name)?.arn,
    },
    corsOf: (bucket) =>
      resources.ofType('AWS::S3::Bucket').find(({ physicalId }) => physicalId === bucket)?.properties
        .CorsConfiguration as ReturnType<BucketCors>,
    logicalIdOf: (arn) => ownerOf(resources, arn)?.logicalId,
    onProblem: problems.report,
    onAllowed: base.needs.allowed,
    onDone: (call, request, response) => {
      compute.recursiveLoops.sent(call, request, response)
      void bus.objectEvents.after(call)
    },
    tally: base.tally,
    queuesOf: (topicArn) => queuesOf(resources, topicArn),
    now: options.now,
    isOwnHost: base.isOwnHost,
    interceptor: options.interceptor,
    itemCounts: {
      exact: options.exactItemCounts,
      kept: { get: () => state.get(countsKey), set: (counts) => state.set(countsKey, counts) },
    },
  })
  return { ses, scheduler, cognito, webIdentities, gateway }
}

/** The resource with this ARN, or the bucket or table that has the object or index. */
const ownerOf = (resources: Resources, arn: string) =>
  resources.byArn(arn) ?? resources.byArn(arn.replace(/(^arn:aws:s3:::[^/]+|:table\/[^/]+)\/.*$/, '$1'))

const mailOf = (base: Base, options: ServiceOptions) => {
  const { resources, problems } = base
  return createSes({
    dir: options.dir,
    identities: () => sendingIdentities(resources),
    configurationSets: () => configurationSets(resources),
    publish: createPublishToTopic(base),
    now: options.now,
    quota: options.sendQuota,
    sandbox: options.sesSandbox,
    fault: options.sesFault,
    onProblem: problems.report,
  })
}

const schedulerOf = (base: Base, { lambda, sqsAs }: Compute, { now }: ServiceOptions) => {
  const { resources, policies, place, state, problems, tally } = base
  const own = resources.ofType('AWS::Scheduler::ScheduleGroup').map(({ physicalId }) => physicalId)
  const groupArns = ['default', ...own].map(
    (group) => `arn:aws:scheduler:${place.region}:${place.account}:schedule-group/${group}`,
  )
  const idOf = (name: string) =>
    resources.ofType('AWS::Scheduler::Schedule').find((it) => it.physicalId === name)?.logicalId ?? name
  return createScheduler({
    load: () => state.get<StoredSchedule[]>('schedules') ?? [],
    save: (schedules) => state.set('schedules', schedules),
    mayAssume: (roleArn) => groupArns.some((group) => policies.trusts(roleArn, 'scheduler', group)),
    region: place.region,
    account: place.account,
    now,
    meter: (name, used) => tally.meter(idOf(name), used),
    onProblem: problems.report,
    ...createFire({ resources, policies, invoke: lambda, now, sqsAs }),
  })
}
