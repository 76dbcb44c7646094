import type { Metric, Metrics } from './metrics.ts'

/** How an invocation ended; one that was throttled never began. */
export type Ended = 'done' | 'failed' | 'throttled'

/** The metrics that AWS's services keep of what they do, as far as the local ones know of it. */
export const createCounted = (metrics: Metrics, now: () => number) => {
  const count = (namespace: string, name: string, value: number, dimensions: Metric['dimensions'][]) => {
    for (const some of dimensions) metrics.record({ namespace, name, dimensions: some }, value, now())
  }
  return {
    /** Also for all functions together (Lambda Developer Guide, "Types of metrics for Lambda functions"). */
    invocation: (FunctionName: string, ended: Ended) => {
      const of = [{ FunctionName }, {}] as Metric['dimensions'][]
      if (ended === 'throttled') return count('AWS/Lambda', 'Throttles', 1, of)
      count('AWS/Lambda', 'Invocations', 1, of)
      count('AWS/Lambda', 'Errors', ended === 'failed' ? 1 : 0, of)
    },
    /** API Gateway Developer Guide, "Monitoring HTTP API metrics". */
    httpAnswer: (ApiId: string, Stage: string, status: number) => {
      const of = [{ ApiId }, { ApiId, Stage }] as Metric['dimensions'][]
      count('AWS/ApiGateway', 'Count', 1, of)
      count('AWS/ApiGateway', '4xx', status >= 400 && status < 500 ? 1 : 0, of)
      count('AWS/ApiGateway', '5xx', status >= 500 ? 1 : 0, of)
    },
  }
}
