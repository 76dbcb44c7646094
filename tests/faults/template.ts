import type { Template } from '../../infra/local/template.ts'

/**
 * What the runs change of the template: each look for forgotten work is made by two schedulers at once; and SES reports
 * only what settles or suppresses, and feedback says less, since hundreds of runs should take minutes.
 */
export const changeTemplate = ({ Resources }: Template) => {
  Resources.SendingEveryMinuteToo = structuredClone(Resources.SendingEveryMinute!)
  const { EventDestination } = Resources.FeedbackDestination!.Properties as {
    EventDestination: { MatchingEventTypes: string[] }
  }
  EventDestination.MatchingEventTypes = ['send', 'bounce', 'complaint']
  const { Environment } = Resources.FeedbackRecordFunction!.Properties as {
    Environment: { Variables: Record<string, string> }
  }
  Environment.Variables.POWERTOOLS_LOG_LEVEL = 'WARN'
}
