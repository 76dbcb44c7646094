import type { Metric } from './metrics.ts'

type Directive = {
  Namespace?: unknown
  Dimensions?: unknown
  Metrics?: unknown
}

/**
 * The metrics in a line of a function's log, in the embedded metric format; none if CloudWatch would find none.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html
 */
export const metricsIn = (line: string): { metric: Metric; value: number }[] => {
  if (!line.startsWith('{') || !line.includes('"_aws"')) return []
  const root = parsed(line)
  const directives = (root?._aws as { CloudWatchMetrics?: unknown } | undefined)?.CloudWatchMetrics
  if (!root || !Array.isArray(directives)) return []
  return directives.flatMap((directive) => metricsOf(directive as Directive, root))
}

const metricsOf = ({ Namespace, Dimensions, Metrics }: Directive, root: Record<string, unknown>) => {
  if (typeof Namespace !== 'string' || !Array.isArray(Dimensions) || !Array.isArray(Metrics)) return []
  return Dimensions.flatMap((names: string[]) => {
    const dimensions = Object.fromEntries(names.map((name) => [name, String(root[name])]))
    return Metrics.flatMap(({ Name }: { Name: string }) =>
      [root[Name]]
        .flat()
        .filter((value) => typeof value === 'number')
        .map((value) => ({ metric: { namespace: Namespace, name: Name, dimensions }, value })),
    )
  })
}

const parsed = (line: string): Record<string, unknown> | undefined => {
  try {
    return JSON.parse(line)
  } catch {
    return undefined
  }
}
