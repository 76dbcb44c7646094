export type PaceDeps = {
  /** Milliseconds by a clock that nobody sets back. */
  steady: () => number
  sleep: (ms: number) => Promise<void>
  /** From 0 to 1. */
  random: () => number
}

export type Pace = {
  /** Sets how many calls may begin in a second. The same rate as before changes nothing. */
  set(rate: number): void
  /** Waits until the next call may begin. */
  next(): Promise<void>
}

/** What was missed by waking up late may be made up for, as far as this. */
const latenessMs = 50

/**
 * Spaces the calls of one worker evenly, from a moment of its own on: workers that begin together would else call
 * together, and their sum would be over the account's rate (Amazon SES Developer Guide, "Managing your sending limits").
 * It lasts as long as its worker does, over one batch and the next.
 */
export const createPace = ({ steady, sleep, random }: PaceDeps): Pace => {
  let gap = 0
  let due = 0
  let last = Promise.resolve()
  const release = async () => {
    const at = Math.max(due, steady() - Math.min(latenessMs, gap))
    due = at + gap
    const wait = at - steady()
    if (wait > 0) await sleep(wait)
  }
  return {
    set: (rate) => {
      const next = 1000 / Math.max(rate, 0.001)
      if (next === gap) return
      gap = next
      due = Math.max(due, steady() + random() * gap)
    },
    // One after another: of many who sleep at once all would wake together from a standstill.
    next: () => {
      last = last.then(release)
      return last
    },
  }
}
