import type { Queue } from './queue.ts'

/**
 * A queue for a function that seldom sends: its client is loaded with the first message, and is one for as long as the function
 * lives, since each client has connections of its own. It gives up after a moment: see `createBriefClient`.
 */
export const createLazyQueue = <Message>(url: string): Queue<Message> => {
  let loaded: Promise<Queue<Message>> | undefined
  const load = async (): Promise<Queue<Message>> => {
    const { createQueue, createBriefClient } = await import('./queue.ts')
    return createQueue<Message>(url, createBriefClient())
  }
  return {
    send: async (messages, delaySeconds) => {
      loaded ??= load()
      return (await loaded).send(messages, delaySeconds)
    },
  }
}
