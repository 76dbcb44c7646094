import type { AskPaceTable } from './ask-pace.table.ts'

export type AskPaceDeps = {
  reserved: AskPaceTable
  /** Unix ms by the database's clock, which all runs share. Called only after a read. */
  time: { likely: () => number }
}

/** `waitMs`: until the first call may begin. */
export type AskSlot = { outcome: 'reserved'; waitMs: number } | { outcome: 'later'; ms: number }

/** No run reserves so far ahead: such a reservation was made by a clock that was wrong, and is ignored. */
const absurdMs = 10 * 60_000
const mostRounds = 20

/**
 * Shares the rate of asking between all imports and all runs of them: calls are reserved from one item before they begin,
 * so that two lists are asked as fast as one.
 * @returns a function that reserves some calls, `gapMs` apart; `later` when none could begin within `withinMs`
 */
export const createAskPace =
  ({ reserved, time }: AskPaceDeps) =>
  async (calls: number, gapMs: number, withinMs: number): Promise<AskSlot> => {
    for (let round = 0; round < mostRounds; round += 1) {
      const known = await reserved.get()
      const now = time.likely()
      const ahead = Math.max(0, (known ?? 0) - now)
      const waitMs = ahead > absurdMs ? 0 : ahead
      if (waitMs > withinMs) return { outcome: 'later', ms: waitMs }
      if (await reserved.move(known, now + waitMs + calls * gapMs)) return { outcome: 'reserved', waitMs }
    }
    // Others go on asking meanwhile.
    return { outcome: 'later', ms: gapMs }
  }
export type AskPace = ReturnType<typeof createAskPace>
