import type { Template } from '#local-cloud/template/template'

/** Two of each meet all that many would meet; what a run costs are the starts of its processes. */
const pairs = [
  'AdminCallsFunction',
  'SendingScheduleFunction',
  'SendingPlanFunction',
  'SendingSweepFunction',
  'FeedbackRecordFunction',
  'SubscriptionsUnsubscribeFunction',
]

/**
 * What the runs change of the template: each look for forgotten work is made by two schedulers at once; and SES reports
 * only what settles or suppresses, feedback says less, and fewer functions run at once, since hundreds of runs should
 * take minutes.
 */
export const changeTemplate = ({ Resources }: Template) => {
  for (const name of pairs) Resources[name]!.Properties!.ReservedConcurrentExecutions = 2
  Resources.SendingEveryMinuteToo = structuredClone(Resources.SendingEveryMinute!)
  const { EventDestination } = Resources.FeedbackDestination!.Properties as {
    EventDestination: { MatchingEventTypes: string[] }
  }
  EventDestination.MatchingEventTypes = ['delivery', 'bounce', 'complaint']
  const { Environment } = Resources.FeedbackRecordFunction!.Properties as {
    Environment: { Variables: Record<string, string> }
  }
  Environment.Variables.POWERTOOLS_LOG_LEVEL = 'WARN'
}
