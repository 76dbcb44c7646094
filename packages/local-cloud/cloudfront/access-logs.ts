import { randomBytes } from 'node:crypto'
import { promisify } from 'node:util'
import { gzip } from 'node:zlib'
import type { Policies } from '../iam/template-policies.ts'
import type { Place } from '../template/resource-kind.ts'
import type { Problem, Resource, Resources, Service } from '../types.ts'
import type { Distribution } from './distribution.ts'
import { type Logged, logFields } from './log-fields.ts'

export type AccessLogsOptions = {
  place: Place
  resources: Resources
  serviceMay: Policies['serviceMay']
  /** Puts an object, and tells of it. */
  put: (bucket: string, key: string, body: Buffer) => Promise<void>
  onProblem: (problem: Problem) => void
  /** How long lines are gathered for one log. Minutes on AWS, up to a day. */
  gatherMs?: number
}

/** A log that is being gathered. */
type Log = { delivery: Resource; distribution: Distribution; lines: string[]; begun: number }

/**
 * CloudFront's standard logs (v2): each viewer request is a line of the chosen fields in a gzipped log, which is soon
 * delivered to the bucket under its policy.
 */
export const createAccessLogs = (options: AccessLogsOptions) => {
  const { resources, place, serviceMay, put, onProblem, gatherMs = 500 } = options
  const open = new Map<string, Log>()
  const timers = new Set<NodeJS.Timeout>()
  let delivering = Promise.resolve()
  let pending = 0

  const sourceOf = ({ properties }: Resource) =>
    resources
      .ofType('AWS::Logs::DeliverySource')
      .find((it) => it.physicalId === properties.DeliverySourceName)

  const deliver = async ({ delivery, distribution, lines, begun }: Log) => {
    const destination = resources.byArn(String(delivery.properties.DeliveryDestinationArn))
    const bucketArn = String(destination?.properties.DestinationResourceArn)
    const key = `AWSLogs/${place.account}/CloudFront/${distribution.id}.${hourOf(begun)}.${randomBytes(4).toString('hex')}.gz`
    const acl = { 's3:x-amz-acl': ['bucket-owner-full-control'] }
    const source = sourceOf(delivery)?.attributes.Arn ?? ''
    if (!serviceMay('delivery.logs', 's3:PutObject', `${bucketArn}/${key}`, source, acl)) {
      const what = `the policy of ${bucketArn} does not let delivery.logs.amazonaws.com put ${key}: a log is lost.`
      onProblem({ at: Date.now(), kind: 'lost-logs', where: delivery.logicalId, what })
      return
    }
    const body = await promisify(gzip)(lines.map((line) => `${line}\n`).join(''))
    await put(bucketArn.replace('arn:aws:s3:::', ''), key, body)
  }
  const close = (id: string) => {
    const log = open.get(id)!
    open.delete(id)
    pending += 1
    delivering = delivering
      .then(() => deliver(log))
      .catch((error: Error) =>
        onProblem({ at: Date.now(), kind: 'error', where: log.delivery.logicalId, what: error.message }),
      )
      .finally(() => {
        pending -= 1
      })
  }
  const begin = (id: string, log: Log) => {
    open.set(id, log)
    const timer = setTimeout(() => {
      timers.delete(timer)
      close(id)
    }, gatherMs)
    timers.add(timer)
    return log
  }

  return {
    /** Notes a request in the logs of its distribution, if it has any. */
    note: (distribution: Distribution, logged: Logged): void => {
      for (const delivery of resources.ofType('AWS::Logs::Delivery')) {
        if (sourceOf(delivery)?.properties.ResourceArn !== distribution.arn) continue
        const id = `${delivery.logicalId} ${hourOf(logged.at)}`
        const log = open.get(id) ?? begin(id, { delivery, distribution, lines: [], begun: logged.at })
        const fields = (delivery.properties.RecordFields as string[] | undefined) ?? Object.keys(logFields)
        log.lines.push(
          JSON.stringify(Object.fromEntries(fields.map((name) => [name, logFields[name]!(logged)]))),
        )
      }
    },
    /** Logs that are gathered or on their way. */
    pending: () => open.size + pending,
    /** Loses what is still gathered. */
    end: async () => {
      for (const timer of timers) clearTimeout(timer)
      open.clear()
      await delivering
    },
  } satisfies Service & Record<string, unknown>
}
export type AccessLogs = ReturnType<typeof createAccessLogs>

/** As log files are named, `2031-02-03-04`, in UTC. */
const hourOf = (at: number) => new Date(at).toISOString().slice(0, 13).replace('T', '-')
