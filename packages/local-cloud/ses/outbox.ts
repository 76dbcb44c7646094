/** Work to do soon, a few items at a time, with retries. */
export type Outbox = {
  add(afterMs: number, work: () => Promise<void>): void
  pending(): number
  /** Resolves when all work is done or has been given up. */
  end(): Promise<void>
}

const attempts = 3

/** @param onLost called with the error of work that failed three times */
export const createOutbox = (onLost: (error: Error) => void, atOnce = 32): Outbox => {
  const ready: (() => Promise<void>)[] = []
  let pending = 0
  let running = 0
  let onEmpty: (() => void)[] = []

  const run = async (work: () => Promise<void>) => {
    for (let attempt = 1; ; attempt++) {
      try {
        return await work()
      } catch (error) {
        if (attempt === attempts) return onLost(error as Error)
        await new Promise((resolve) => setTimeout(resolve, 50 * attempt))
      }
    }
  }

  const settle = () => {
    running--
    pending--
    advance()
    if (pending > 0) return
    for (const resolve of onEmpty) resolve()
    onEmpty = []
  }

  const advance = () => {
    while (running < atOnce && ready.length > 0) {
      running++
      void run(ready.shift()!).then(settle)
    }
  }

  return {
    add: (afterMs, work) => {
      pending++
      setTimeout(() => {
        ready.push(work)
        advance()
      }, afterMs)
    },
    pending: () => pending,
    end: () => (pending === 0 ? Promise.resolve() : new Promise((resolve) => onEmpty.push(resolve))),
  }
}
