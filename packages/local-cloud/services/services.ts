import { createAccessLogs } from '../cloudfront/access-logs.ts'
import { startCloudWatch } from '../cloudwatch/cloudwatch.ts'
import { reputationOf } from '../cloudwatch/samples.ts'
import { startPollers } from '../lambda/pollers/pollers.ts'
import { startApis } from './apis.ts'
import type { Base, Start } from './bootstrap.ts'
import { createBus } from './bus.ts'
import { startCompute } from './compute.ts'
import type { ServiceOptions } from './options.ts'
import { startWeb } from './web.ts'

export type Services = Awaited<ReturnType<typeof startServices>>

/** Starts every service on top of the base. Pollers come last, once everything is deployed (`startPolling`). */
export const startServices = async (base: Base, options: ServiceOptions, start: Start) => {
  const compute = await startCompute(base, options, start)
  const bus = createBus(base, compute, options)
  const apis = await startApis({ base, compute, bus, options, start })
  const { dir, now } = options
  const reputation = async () => options.reputation?.() ?? reputationOf(await apis.ses.entries())
  const cloudWatch = startCloudWatch({ base, dir, now, reputation })
  await start(cloudWatch)
  const { objects, place, policies, problems, resources } = base
  const accessLogs = createAccessLogs({
    place,
    resources,
    serviceMay: policies.serviceMay,
    put: async (bucket, key, body) => {
      await objects.put(bucket, key, body, { 'content-type': 'application/gzip' })
      await bus.objectEvents.tell('PutObject', bucket, key)
    },
    onProblem: problems.report,
  })
  await start(accessLogs)
  await startWeb(base, compute, apis, cloudWatch, accessLogs, options, start)
  const startPolling = () => {
    const { mappings, sqsAs, lambda, recursiveLoops } = compute
    const sqs = (action: string, body: object, roleArn: string) => sqsAs(roleArn)(action, body)
    return start(
      startPollers({
        mappings,
        sqs,
        invoke: lambda,
        recursiveLoops,
        onProblem: base.problems.report,
        longPollSeconds: options.longPollSeconds,
      }),
    )
  }
  return { ...compute, ...bus, ...apis, cloudWatch, accessLogs, startPolling }
}
