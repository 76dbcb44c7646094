import { BatchProcessor, EventType, processPartialResponse } from '@aws-lambda-powertools/batch'
import type { Context, SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda'
import type * as z from 'zod'
import { handlerOf } from './handler.ts'
import { log } from './log.ts'
import { failedMessagesLine, writeLine } from './metric.ts'

/**
 * Wraps a function as a queue's handler. Each message is parsed by `schema` and handled on its own, and only those that
 * fail are returned to the queue (partial batch response), so a bad record never fails its neighbours. Failures are
 * counted for an alarm.
 * @param write receives the log line that counts failures
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
