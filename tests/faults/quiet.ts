import type { Cloud } from '#local-cloud'
import { sqsCall } from '#local-cloud/sqs/call-sqs'
import type { Clock } from './clock.ts'
import type { Victims } from './victims.ts'

const queues = ['SchedulesWorkQueue', 'SendingPlansQueue', 'SendingBatchesQueue', 'FeedbackWorkQueue']
const depths = {
  visible: 'ApproximateNumberOfMessages',
  hidden: 'ApproximateNumberOfMessagesNotVisible',
  delayed: 'ApproximateNumberOfMessagesDelayed',
} as const
const looks = 3
const firstJumpMs = 100_000

/**
 * Sees whether anything goes on, and has the time go by in which nothing does.
 * @param changes how often the letters of a batch have changed
 * @param longestJumpMs how far time jumps at most while nothing comes of it
 */
export const createQuiet = (
  cloud: Cloud,
  victims: Victims,
  clock: Clock,
  changes: () => number,
  longestJumpMs = 800_000,
) => {
  const sqs = sqsCall(cloud.addresses.aws, cloud.region, cloud.credentials.accessKeyId)
  let quiet = 0
  let jump = firstJumpMs
  let seen = 0

  const depth = async () => {
    const all = await Promise.all(
      queues.map((queue) =>
        sqs('GetQueueAttributes', {
          QueueUrl: cloud.resources.get(queue)!.physicalId,
          AttributeNames: Object.values(depths),
        }),
      ),
    )
    const total = (name: string) => all.reduce((sum, { Attributes }) => sum + Number(Attributes[name]), 0)
    return { visible: total(depths.visible), later: total(depths.hidden) + total(depths.delayed) }
  }
  return {
    sqs,
    /** Whether nothing has gone on for some looks in a row; then what the queues still hide. */
    look: async (): Promise<{ quiet: boolean; hidden: number }> => {
      const isBusy = victims.isAnyBusy()
      const { visible, later } = isBusy ? { visible: 0, later: 0 } : await depth()
      quiet = isBusy || visible > 0 || victims.isAnyBusy() ? 0 : quiet + 1
      return { quiet: quiet >= looks, hidden: later }
    },
    /** Whether time has gone by since letters changed last: the sweeper sums a series up within a minute. */
    isSummedUp: () => changes() === seen,
    /** Somebody has just set something going: it is quiet only after as many looks as at first. */
    startOver: () => {
      quiet = 0
    },
    /** Lets time go by: longer and longer, while nothing comes of it. */
    pass: () => {
      // The sweeper looks around after each jump, and a welcome asks for its digest: nothing has come of that.
      if (changes() > seen) jump = firstJumpMs
      seen = changes()
      clock.jump(jump)
      jump = Math.min(jump * 2, longestJumpMs)
      quiet = 0
    },
  }
}
export type Quiet = ReturnType<typeof createQuiet>
