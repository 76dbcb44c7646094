import type { Metric, Metrics } from './metrics.ts'

/** How an invocation ended; a throttled one never started. */
export type Ended = 'done' | 'failed' | 'throttled'

/** Metrics that AWS's services publish about themselves, as far as the local ones measure them. */
export const createServiceMetrics = (metrics: Metrics, now: () => number) => {
  const count = (namespace: string, name: string, value: number, dimensions: Metric['dimensions'][]) => {
    for (const some of dimensions) metrics.record({ namespace, name, dimensions: some }, value, now())
  }
  return {
    /**
     * Counted for the function and for all functions (Lambda Developer Guide, "Types of metrics for Lambda functions").
     */
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
