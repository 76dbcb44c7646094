import {
  ConflictException,
  CreateScheduleCommand,
  type CreateScheduleCommandInput,
  type SchedulerClient,
  UpdateScheduleCommand,
} from '@aws-sdk/client-scheduler'
import type { SchedulingMessage } from '../ledger/queue-messages.ts'

export type OnceSettings = { group: string; queueArn: string; roleArn: string; missedQueueArn: string }

/**
 * One-time schedules that put a message into the scheduling queue. A schedule of the same name is moved. EventBridge
 * Scheduler runs them at least once, within 60 s; it does not run a local time that daylight saving skips.
 */
export const createScheduleOnce =
  (client: SchedulerClient, { group, queueArn, roleArn, missedQueueArn }: OnceSettings) =>
  async (name: string, at: string, timeZone: string, message: SchedulingMessage): Promise<void> => {
    const schedule: CreateScheduleCommandInput = {
      Name: name,
      GroupName: group,
      ScheduleExpression: `at(${at})`,
      ScheduleExpressionTimezone: timeZone,
      FlexibleTimeWindow: { Mode: 'OFF' },
      ActionAfterCompletion: 'DELETE',
      Target: {
        Arn: queueArn,
        RoleArn: roleArn,
        Input: JSON.stringify(message),
        DeadLetterConfig: { Arn: missedQueueArn },
      },
    }
    try {
      await client.send(new CreateScheduleCommand(schedule))
    } catch (error) {
      if (!(error instanceof ConflictException)) throw error
      await client.send(new UpdateScheduleCommand(schedule))
    }
  }
