import { type ChildProcess, fork } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'

/** What an SES took since it was last asked to forget. */
type Taken = {
  messages: number
  /** When it took the first and the last, Unix ms. */
  firstAt: number
  lastAt: number
  /** The most calls that were open at once. */
  mostAtOnce: number
  /** Mean length of a call's form, bytes. */
  bytes: number
}

export type QuickSes = {
  url: string
  taken(): Taken
  forget(): Promise<void>
  end(): void
}

type Options = {
  /** From the last byte of a call to its answer, ms. */
  latencyMs?: number
  /** Messages a second that it grants. It refuses none that come faster. */
  rate?: number
}

/**
 * An SES that accepts every message and forgets it: what a send costs its functions is measured, and neither a disk nor
 * events should stand in the way. It has a process of its own, so that it takes no time from those who call it.
 */
export const startQuickSes = async ({ latencyMs = 0, rate = 100_000 }: Options = {}): Promise<QuickSes> => {
  const child = fork(import.meta.filename, [String(latencyMs), String(rate)], { execArgv: [] })
  const [{ port }] = await once(child, 'message')
  let taken = nothing()
  child.on('message', (message: { taken: Taken }) => {
    taken = message.taken
  })
  return {
    url: `http://127.0.0.1:${port}`,
    taken: () => taken,
    forget: () => forgotten(child),
    end: () => child.disconnect(),
  }
}

const nothing = (): Taken => ({ messages: 0, firstAt: 0, lastAt: 0, mostAtOnce: 0, bytes: 0 })

const forgotten = async (child: ChildProcess) => {
  child.send('forget')
  for (;;) {
    const [{ taken }] = (await once(child, 'message')) as [{ taken: Taken }]
    if (taken.messages === 0) return
  }
}

const answerTo = (action: string, result: string) =>
  `<${action}Response xmlns="http://ses.amazonaws.com/doc/2010-12-01/"><${action}Result>${result}</${action}Result><ResponseMetadata><RequestId>${randomUUID()}</RequestId></ResponseMetadata></${action}Response>`

/** How long this is reported later than it happens, at the most, ms. */
const reportMs = 20

const serve = (latencyMs: number, rate: number) => {
  let taken = nothing()
  let open = 0
  let isTold = true
  const tell = () => {
    if (isTold) return
    isTold = true
    process.send!({ taken })
  }
  const accept = (bytes: number): string => {
    taken.bytes += (bytes - taken.bytes) / (taken.messages + 1)
    taken.messages += 1
    taken.lastAt = Date.now()
    taken.firstAt ||= taken.lastAt
    isTold = false
    return answerTo('SendRawEmail', `<MessageId>${randomUUID()}</MessageId>`)
  }
  const quota = () =>
    answerTo(
      'GetSendQuota',
      `<Max24HourSend>-1.0</Max24HourSend><MaxSendRate>${rate}.0</MaxSendRate><SentLast24Hours>0.0</SentLast24Hours>`,
    )
  const server = createServer((request, response) => {
    open += 1
    taken.mostAtOnce = Math.max(taken.mostAtOnce, open)
    read(request, (start, bytes) => {
      const reply = () => {
        open -= 1
        const body = start.includes('Action=GetSendQuota') ? quota() : accept(bytes)
        response.writeHead(200, { 'content-type': 'text/xml', 'content-length': body.length }).end(body)
      }
      if (latencyMs === 0) reply()
      else setTimeout(reply, latencyMs)
    })
  })
  server.keepAliveTimeout = 60_000
  process.on('message', () => {
    taken = nothing()
    isTold = false
  })
  process.once('disconnect', () => process.exit())
  setInterval(tell, reportMs)
  server.listen(0, '127.0.0.1', () => process.send!({ port: (server.address() as AddressInfo).port }))
}

/** Reads a body through, and keeps only how it starts. */
const read = (request: IncomingMessage, then: (start: string, bytes: number) => void) => {
  let start: string | undefined
  let bytes = 0
  request.on('data', (chunk: Buffer) => {
    start ??= chunk.toString('latin1', 0, 200)
    bytes += chunk.length
  })
  request.on('end', () => then(start ?? '', bytes))
}

if (import.meta.main) {
  const [latencyMs, rate] = process.argv.slice(2).map(Number)
  serve(latencyMs!, rate!)
}
