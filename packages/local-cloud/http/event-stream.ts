import type { ServerResponse } from 'node:http'

/** Server-sent events to all listening pages (HTML Living Standard, §9.2). */
export type EventStream = {
  /** @param first data to send at once */
  listen(response: ServerResponse, first: string): void
  /** @param data one line */
  tell(data: string): void
}

/** @param headers for every response. A page that lost the connection reconnects after half a second. */
export const createEventStream = (headers: Record<string, string> = {}): EventStream => {
  const listeners = new Set<ServerResponse>()
  return {
    listen: (response, first) => {
      response.writeHead(200, {
        'cache-control': 'no-store',
        ...headers,
        'content-type': 'text/event-stream',
      })
      response.write(`retry: 500\n${eventOf(first)}`)
      listeners.add(response)
      response.on('close', () => listeners.delete(response))
    },
    tell: (data) => {
      for (const listener of listeners) listener.write(eventOf(data))
    },
  }
}

const eventOf = (data: string): string => `data: ${data}\n\n`
