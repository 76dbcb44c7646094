import { randomUUID } from 'node:crypto'
import type { Policies } from '../iam/template-policies.ts'
import { queueNameOf, type sqsCall } from '../sqs/call-sqs.ts'
import type { Invoke, Resources } from '../types.ts'
import type { StoredSchedule } from './schedule.ts'

type Options = {
  resources: Resources
  policies: Policies
  invoke: Invoke
  now: () => number
  /** Calls SQS through the gateway, under a role. */
  sqsAs: (roleArn: string) => ReturnType<typeof sqsCall>
}

/** Invokes the targets of schedules, each under its own role. */
export const createFire = ({ resources, policies, invoke, now, sqsAs }: Options) => {
  const send = (queueArn: string, MessageBody: string, roleArn: string, MessageAttributes?: object) => {
    const QueueUrl = resources.byArn(queueArn)?.physicalId ?? queueNameOf(queueArn)
    return sqsAs(roleArn)('SendMessage', { QueueUrl, MessageBody, MessageAttributes })
  }

  /** @throws when the role or the target's policy does not allow it, and for a target that is not known here */
  const fire = async (schedule: StoredSchedule): Promise<void> => {
    const { Arn, RoleArn, Input = defaultInput(schedule, now()) } = schedule.Target
    if (!policies.trusts(RoleArn, 'scheduler', groupArnOf(schedule))) {
      throw new Error(`scheduler.amazonaws.com may not assume ${RoleArn}: let its trust policy name it.`)
    }
    if (Arn.startsWith('arn:aws:sqs:')) return void (await send(Arn, Input, RoleArn))
    if (!Arn.startsWith('arn:aws:lambda:')) throw new Error(`${Arn} is no target that the local cloud knows.`)
    if (!policies.roleMay(RoleArn, 'lambda:InvokeFunction', Arn)) {
      throw new Error(`${RoleArn} does not allow lambda:InvokeFunction on ${Arn}.`)
    }
    invoke.later(Arn, JSON.parse(Input))
  }

  const deadLetter = async (
    schedule: StoredSchedule,
    queueArn: string,
    body: string,
    attributes: Record<string, string>,
  ) => {
    const entries = Object.entries(attributes).map(([name, StringValue]) => [
      name,
      { DataType: 'String', StringValue },
    ])
    await send(queueArn, body, schedule.Target.RoleArn, Object.fromEntries(entries))
  }
  return { fire, deadLetter }
}

// For the confused-deputy check the source is the group, not the schedule (EventBridge Scheduler User Guide,
// "Security").
const groupArnOf = ({ Arn }: StoredSchedule) =>
  Arn.replace(':schedule/', ':schedule-group/').split('/').slice(0, 2).join('/')

/** The target's input when the schedule sets none (EventBridge Scheduler, "Templated targets"). */
const defaultInput = (schedule: StoredSchedule, at: number) => {
  const [, , , region, account] = schedule.Arn.split(':')
  return JSON.stringify({
    version: '0',
    id: randomUUID(),
    'detail-type': 'Scheduled Event',
    source: 'aws.scheduler',
    account,
    time: `${new Date(at).toISOString().slice(0, 19)}Z`,
    region,
    resources: [schedule.Arn],
    detail: '{}',
  })
}
