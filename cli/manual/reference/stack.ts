import { App } from 'aws-cdk-lib'
import { Template } from 'aws-cdk-lib/assertions'
import { Code } from 'aws-cdk-lib/aws-lambda'
import { NewsletterStack } from '../../../infra/newsletter-stack.ts'
import { readPublication } from '../../../infra/publication.ts'

export type AlarmFacts = {
  id: string
  description: string
  metric: string
  comparison: string
  threshold: number
  /** Length of a period in seconds, how many periods are evaluated, and how many of them must be bad. */
  period: number
  periods: number
  bad: number
}
export type StackFacts = {
  alarms: AlarmFacts[]
  outputs: { name: string; description: string }[]
  /** The admins' calls, written as `GET /api/sends`. */
  calls: string[]
  /** Logical ids of the logs. */
  logs: string[]
}

type Resource = { Type: string; Properties: Record<string, unknown> }

/**
 * The template's alarms, calls and logs, and the stack's outputs. Synthesised with empty functions, because none of
 * them depends on the code.
 * @param file a publication; only its domain matters
 */
export const readStack = (file: string): StackFacts => {
  const app = new App({ analyticsReporting: false })
  const codeOf = () => Code.fromInline('exports.handler = async () => {}')
  const stack = new NewsletterStack(app, 'Masthead', { publication: readPublication(file), codeOf })
  const { Resources, Outputs } = Template.fromStack(stack).toJSON() as {
    Resources: Record<string, Resource>
    Outputs: Record<string, { Description?: string }>
  }
  const ofType = (type: string) => Object.entries(Resources).filter(([, { Type }]) => Type === type)
  return {
    alarms: ofType('AWS::CloudWatch::Alarm').map(([id, { Properties }]) => alarmOf(id, Properties)),
    logs: ofType('AWS::Logs::LogGroup').map(([id]) => id),
    calls: ofType('AWS::ApiGatewayV2::Route')
      .filter(([, { Properties }]) => Properties.AuthorizationType === 'CUSTOM')
      .map(([, { Properties }]) => String(Properties.RouteKey)),
    outputs: Object.entries(Outputs).map(([name, { Description = '' }]) => ({
      name,
      description: Description,
    })),
  }
}

const alarmOf = (id: string, properties: Record<string, unknown>): AlarmFacts => ({
  id,
  description: String(properties.AlarmDescription),
  metric: String(properties.MetricName),
  comparison: String(properties.ComparisonOperator),
  threshold: Number(properties.Threshold),
  period: Number(properties.Period),
  periods: Number(properties.EvaluationPeriods),
  bad: Number(properties.DatapointsToAlarm ?? properties.EvaluationPeriods),
})
