import { randomInt } from 'node:crypto'
import { join } from 'node:path'
import { loggedLine } from '../bill/functions.ts'
import { takeMetrics } from '../cloudwatch/cloudwatch.ts'
import { createServiceMetrics } from '../cloudwatch/service-metrics.ts'
import { accessKeyOf, secretOf } from '../iam/template-policies.ts'
import { createLambda } from '../lambda/lambda.ts'
import { openLogs } from '../lambda/logs.ts'
import { eventSourceMappings } from '../lambda/pollers/template-mappings.ts'
import { createRecursiveLoops } from '../lambda/recursive-loops.ts'
import { lambdaFunctions } from '../lambda/template-functions.ts'
import { queueNameOf, sqsCall } from '../sqs/call-sqs.ts'
import type { Base, Start } from './bootstrap.ts'
import type { ServiceOptions } from './options.ts'

const usualColdStartMs = 300

/**
 * The functions, and calls under their roles. Lambda ends together with the gateway that its functions call
 * (`startApis`).
 */
export const startCompute = async (base: Base, options: ServiceOptions, start: Start) => {
  const { dir, onLog, now, seed = randomInt(2 ** 31), coldStartMs = usualColdStartMs } = options
  const { mostSandboxes, idleSandboxMs, freezes, asyncRetryMs } = options
  const { resources, assembly, policies, place, problems, tally, metrics } = base
  const counted = createServiceMetrics(metrics, now)
  const logs = await start(openLogs(join(dir, 'logs')))
  const note = (line: string) => logs.write('cloud', `${new Date(now()).toISOString()} ${line}`)
  note(`seed ${seed}`)
  const functions = () => lambdaFunctions(resources, assembly)
  const sqsAs = (roleArn: string) => sqsCall(place.awsUrl, place.region, accessKeyOf(roleArn))
  const logArn = (group: string) =>
    `arn:aws:logs:${place.region}:${place.account}:log-group:${group}:log-stream:local`
  const lambda = createLambda({
    functions,
    awsUrl: place.awsUrl,
    accessKeyId: accessKeyOf,
    secretOf,
    region: place.region,
    cacheDir: join(dir, 'cache'),
    nodeOptions: options.sandboxNodeOptions,
    initMs: options.sandboxInitMs,
    mostSandboxes,
    mostAtOnce: options.accountConcurrency,
    idleSandboxMs,
    seed,
    coldStartMs,
    freezes,
    asyncRetryMs,
    now,
    onNotice: (line) => {
      note(line)
      process.emitWarning(line)
    },
    canLog: ({ roleArn, name, logGroup }) =>
      policies.roleMay(roleArn, 'logs:PutLogEvents', logArn(logGroup ?? `/aws/lambda/${name}`)),
    sendToQueue: async (queueArn, MessageBody, roleArn) => {
      const QueueUrl = resources.byArn(queueArn)?.physicalId ?? queueNameOf(queueArn)
      await sqsAs(roleArn)('SendMessage', { QueueUrl, MessageBody })
    },
    onLog: (functionId, line) => {
      logs.write(functionId, line)
      tally.meter(functionId, loggedLine(line))
      takeMetrics(metrics, line, now())
      onLog?.(functionId, line)
    },
    onRun: ({ name }, ended) => counted.invocation(name, ended),
    onProblem: problems.report,
  })
  return {
    recursiveLoops: createRecursiveLoops(),
    seed,
    lambda,
    counted,
    functions,
    sqsAs,
    mappings: () => eventSourceMappings(resources, functions()),
  }
}

export type Compute = Awaited<ReturnType<typeof startCompute>>
