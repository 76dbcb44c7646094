export type QueueCounts = {
  name: string
  approximateMessageCount: number
  approximateInflightCount: number
  approximateDelayedCount: number
}

/** Message counts of each fauxqs queue. */
export const queueCounts = async (sqsUrl: string): Promise<QueueCounts[]> => {
  const answer = await fetch(`${sqsUrl}/_fauxqs/queues`)
  return (await answer.json()) as QueueCounts[]
}
