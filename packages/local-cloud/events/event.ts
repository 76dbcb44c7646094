import { randomUUID } from 'node:crypto'

/** https://docs.aws.amazon.com/eventbridge/latest/ref/overiew-event-structure.html */
export type AwsEvent = {
  version: '0'
  id: string
  'detail-type': string
  source: string
  account: string
  /** ISO 8601 in UTC, to the second. */
  time: string
  region: string
  resources: string[]
  detail: Record<string, unknown>
}

/** An event with the common fields filled in. @param at Unix milliseconds */
export const anEvent = (
  given: Pick<AwsEvent, 'detail-type' | 'source' | 'account' | 'region' | 'resources' | 'detail'>,
  at: number,
): AwsEvent => ({
  version: '0',
  id: randomUUID(),
  ...given,
  time: `${new Date(at).toISOString().slice(0, 19)}Z`,
})

/** The event that a scheduled rule sends. */
export const scheduledEvent = (ruleArn: string, at: number): AwsEvent => {
  const [, , , region = '', account = ''] = ruleArn.split(':')
  const given = { 'detail-type': 'Scheduled Event', source: 'aws.events', account, region, detail: {} }
  return anEvent({ ...given, resources: [ruleArn] }, at)
}
