import type { AwsEvent } from './event.ts'
import type { Rule, RuleTarget } from './rule.ts'

/**
 * A target's input: the event, a part of it (InputPath), a constant (Input) or a template (InputTransformer).
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-transform-target-input.html
 */
export const inputFor = (target: RuleTarget, event: AwsEvent, rule: Rule, now: number): unknown => {
  if (target.Input !== undefined) return JSON.parse(target.Input)
  if (target.InputPath !== undefined) return at(event, target.InputPath)
  if (!target.InputTransformer) return event
  const { InputPathsMap = {}, InputTemplate } = target.InputTransformer
  const own: Record<string, unknown> = {
    'aws.events.rule-arn': rule.arn,
    'aws.events.rule-name': rule.name,
    'aws.events.event.ingestion-time': new Date(now).toISOString(),
    'aws.events.event': event,
    'aws.events.event.json': event,
  }
  const valueFor = (name: string) => (name in own ? own[name] : at(event, InputPathsMap[name]))
  const filled = fill(InputTemplate, valueFor)
  try {
    return JSON.parse(filled)
  } catch {
    return filled
  }
}

/** Inside quotation marks a value is inserted as text, elsewhere as JSON. */
const fill = (template: string, valueFor: (name: string) => unknown) => {
  let quoted = false
  return template.replace(/\\.|"|<([\w.-]+)>/g, (found, name: string | undefined) => {
    if (found === '"') quoted = !quoted
    if (!name) return found
    const json = JSON.stringify(valueFor(name) ?? '')
    if (!quoted) return json
    return json.startsWith('"') ? json.slice(1, -1) : JSON.stringify(json).slice(1, -1)
  })
}

/** EventBridge's subset of JSONPath: `$`, names after dots, and indexes in brackets. */
const at = (event: unknown, path = ''): unknown => {
  const steps = path.replace(/^\$\.?/, '').match(/[^.[\]]+/g) ?? []
  if (!path.startsWith('$')) throw new Error(`"${path}" is not a JSON path: it must begin with $`)
  return steps.reduce<unknown>((value, step) => (value as Record<string, unknown> | undefined)?.[step], event)
}
