import { unitsOf } from '#local-cloud/dynamodb/capacity'
import type { Interceptor } from '#local-cloud/types'

/** DynamoDB read units that a caller used on a table. */
export type Reads = { caller: string; tableArn: string; units: number }

/** Watches what goes to the services of the cloud, and what its SES accepts. */
export const createWatch = () => {
  const reads = new Map<string, Reads>()
  const accepted = { messages: 0, firstAt: 0, lastAt: 0 }
  const around: Interceptor = async (call, proceed, _, by) => {
    const answer = await proceed()
    if (call.action === 'SendRawEmail' && answer.status === 200) {
      accepted.messages += 1
      accepted.lastAt = Date.now()
      accepted.firstAt ||= accepted.lastAt
    }
    const { 'dynamodb.reads': units = 0 } = unitsOf(call, answer)
    const [tableArn = ''] = call.resources
    const name = `${by.name} ${tableArn}`
    if (units > 0)
      reads.set(name, { caller: by.name, tableArn, units: (reads.get(name)?.units ?? 0) + units })
    return answer
  }
  return {
    around,
    reads: (): Reads[] => [...reads.values()],
    /** Messages that the cloud's SES took, and when it took the first and the last one, Unix ms. */
    accepted: () => ({ ...accepted }),
  }
}
