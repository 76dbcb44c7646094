import { reputationOf } from './cloudwatch/samples.ts'
import { startCloudWatch } from './cloudwatch.ts'
import type { Ground, Start } from './ground.ts'
import { startPollers } from './pollers.ts'
import { startApis } from './services/apis.ts'
import { createBus } from './services/bus.ts'
import { startCompute } from './services/compute.ts'
import type { ServiceOptions } from './services/options.ts'
import { startWeb } from './services/web.ts'

export type Services = Awaited<ReturnType<typeof startServices>>

/** Starts every service that stands on the ground; pollers come last, when all is deployed (`startPolling`). */
export const startServices = async (ground: Ground, options: ServiceOptions, start: Start) => {
  const compute = await startCompute(ground, options, start)
  const bus = createBus(ground, compute, options)
  const apis = await startApis({ ground, compute, bus, options, start })
  const { dir, now } = options
  const reputation = async () => options.reputation?.() ?? reputationOf(await apis.ses.entries())
  const cloudWatch = startCloudWatch({ ground, dir, now, reputation })
  await start(cloudWatch)
  await startWeb(ground, compute, apis, cloudWatch, start)
  const startPolling = () => {
    const { mappings, sqsAs, lambda } = compute
    const sqs = (action: string, body: object, roleArn: string) => sqsAs(roleArn)(action, body)
    return start(
      startPollers({
        mappings,
        sqs,
        invoke: lambda,
        onProblem: ground.problems.report,
        longPollSeconds: options.longPollSeconds,
      }),
    )
  }
  return { ...compute, ...bus, ...apis, cloudWatch, startPolling }
}
