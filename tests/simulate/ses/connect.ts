/** One message, as it reaches SES. */
export type Mail = { address: string; tags: Record<string, string> }

/** A process's connection to SES. Each method may throw what the SDK would. */
export type Line = {
  /** Undefined when the answer begins and is cut off before its end. */
  send: (mail: Mail) => Promise<{ MessageId: string } | undefined>
  quota: () => Promise<{ MaxSendRate: number; Max24HourSend: number; SentLast24Hours: number }>
  /** The process's wall clock, Unix ms. */
  wall: () => number
  /** For the SDK's own retries, and for the time that signing takes. */
  sleep: (ms: number) => Promise<void>
  /** The duration of getting credentials or of signing a call, ms; a freeze may happen during it. */
  signMs: () => number
}

let line: Line | undefined

/** Connects SES clients that are created during `make` to this line. */
export const connected = <Result>(to: Line, make: () => Result): Result => {
  line = to
  try {
    return make()
  } finally {
    line = undefined
  }
}

/** @throws when a client is created outside any sandbox */
export const currentLine = (): Line => {
  if (!line) throw new Error('A client of SES is made, and nobody said for whom')
  return line
}
