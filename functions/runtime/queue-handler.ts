import { BatchProcessor, EventType, processPartialResponse } from '@aws-lambda-powertools/batch'
import type { Context, SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda'
import type * as z from 'zod'
import { handlerOf } from './handler.ts'
import { log } from './log.ts'
import { failedMessagesLine, writeLine } from './metric.ts'

/**
 * Wraps a function as the handler of a queue: each message is parsed by `schema` and handled apart, and one that
 * fails is handed back alone (partial batch response), so that a bad record never fails its neighbours. What failed is
 * counted, for an alarm.
 * @param write takes the line that counts
 */
export const queueHandler = <Schema extends z.ZodType>(
  schema: Schema,
  handle: (message: z.infer<Schema>, context: Context) => Promise<unknown>,
  write = writeLine,
) =>
  handlerOf<SQSEvent, SQSBatchResponse>().handler(async (event, context) => {
    const answer = await processPartialResponse(
      event,
      async (record: SQSRecord) => {
        try {
          await handle(schema.parse(JSON.parse(record.body)), context)
        } catch (error) {
          log.error('message failed', { messageId: record.messageId, error: error as Error })
          throw error
        }
      },
      new BatchProcessor(EventType.SQS),
      { context, throwOnFullBatchFailure: false },
    )
    const failed = answer.batchItemFailures.length
    if (failed > 0) write(failedMessagesLine(failed, context.functionName, Date.now()))
    return answer
  })
