import { startCloudWatch } from '../cloudwatch/cloudwatch.ts'
import { reputationOf } from '../cloudwatch/samples.ts'
import { startPollers } from '../lambda/pollers/pollers.ts'
import { startApis } from './apis.ts'
import type { Ground, Start } from './bootstrap.ts'
import { createBus } from './bus.ts'
import { startCompute } from './compute.ts'
import type { ServiceOptions } from './options.ts'
import { startWeb } from './web.ts'

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
