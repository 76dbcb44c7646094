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
  /** Seconds that a value is taken over, how many of them are looked at, and in how many it must be bad. */
  period: number
  periods: number
  bad: number
}
export type StackFacts = {
  alarms: AlarmFacts[]
  outputs: { name: string; description: string }[]
  /** What admins may call, as `GET /api/sends`. */
  calls: string[]
  /** Logical ids of what is logged. */
  logs: string[]
}

type Resource = { Type: string; Properties: Record<string, unknown> }

/**
 * What the template has of alarms and what the stack prints. Synthesised with functions that do nothing: neither depends
 * on their code.
 * @param file a publication, of which neither depends on more than its domain
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
      .filter(([, { Properties }]) => Properties.AuthorizationType === 'JWT')
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
