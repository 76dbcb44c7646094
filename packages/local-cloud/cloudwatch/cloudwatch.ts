import type { Base } from '../services/bootstrap.ts'
import { callSns } from '../sns/call-sns.ts'
import type { Problem } from '../types.ts'
import { createAlarms } from './alarms.ts'
import { metricsIn } from './emf.ts'
import type { Metrics } from './metrics.ts'
import { type Change, mailTextOf, notificationOf } from './notification.ts'
import { queueSamples, type Reputation, reputationSamples } from './samples.ts'
import { openTopicMail } from './topic-mail.ts'

type Options = {
  base: Base
  dir: string
  now: () => number
  reputation: () => Promise<Reputation>
}

/** CloudWatch evaluates alarms once a minute; locally nobody wants to wait that long. */
const everyMs = 10_000

/** Records the metrics in a line of a function's log, timed by the cloud's clock, because a sandbox's may differ. */
export const takeMetrics = (metrics: Metrics, line: string, at: number) => {
  for (const { metric, value } of metricsIn(line)) metrics.record(metric, value, at)
}

/**
 * The part of CloudWatch that the template's alarms need. Evaluates them every ten seconds and notifies their topics,
 * under the topics' own policies.
 */
export const startCloudWatch = ({ base, dir, now, reputation }: Options) => {
  const { resources, metrics, emulators, policies, problems, place } = base
  const topicMail = openTopicMail(dir, resources)

  const tell = async (topicArn: string, change: Change) => {
    const problem = (kind: Problem['kind'], what: string) =>
      problems.report({ at: now(), kind, where: change.alarm.name, what })
    if (!policies.serviceMay('cloudwatch', 'sns:Publish', topicArn, change.alarm.arn))
      return problem(
        'denied',
        `${topicArn} has no policy that lets cloudwatch.amazonaws.com publish: grant it sns:Publish.`,
      )
    const { subject, message } = notificationOf(change)
    const parameters = { Action: 'Publish', TopicArn: topicArn, Subject: subject, Message: message }
    await callSns({ emulators, place }, parameters).catch((error: Error) =>
      problem('undeliverable', error.message),
    )
    topicMail.mail(topicArn, subject, mailTextOf(change), change.at)
  }
  const alarms = createAlarms({ resources, metrics, now, tell })

  const isAsked = (namespace: string) =>
    resources.ofType('AWS::CloudWatch::Alarm').some(({ properties }) => properties.Namespace === namespace)
  const sample = async () => {
    const at = now()
    const samples = [
      ...(isAsked('AWS/SQS') ? await queueSamples(emulators.sqs, at) : []),
      ...(isAsked('AWS/SES') ? reputationSamples(await reputation()) : []),
    ]
    for (const { metric, value } of samples) metrics.record(metric, value, at)
  }
  // One at a time, because two concurrent evaluations would both report the same change.
  let last: Promise<void> = Promise.resolve()
  const look = () => {
    last = last
      .catch(() => undefined)
      .then(sample)
      .then(alarms.look)
    return last
  }
  // A failed read is retried ten seconds later.
  const timer = setInterval(() => void look().catch(() => undefined), everyMs).unref()

  return {
    /** Evaluates the alarms at once. */
    look,
    states: alarms.states,
    /** Mails that the alarms' topics sent to people, oldest first. */
    mails: () => topicMail.messages(),
    /** The same mails as they come in. */
    mail: topicMail.source,
    end: async () => {
      clearInterval(timer)
      await last.catch(() => undefined)
      topicMail.end()
    },
  }
}

export type CloudWatch = ReturnType<typeof startCloudWatch>
