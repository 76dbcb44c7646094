/** So many different readers in a row, and the refusal is about the account. */
export const refusedReaders = 3

/**
 * Refusals that nothing is known about. One reader's among others that go through is that reader's; what several
 * readers meet in a row is the account's, and nobody's failure.
 */
export const createRefusals = () => {
  let open: number[] = []
  let hasAnybodyGotThrough = false
  return {
    /** A reader was refused. @returns whether it is the account */
    add: (index: number): boolean => {
      open.push(index)
      return open.length >= refusedReaders
    },
    /** Somebody else got through, or was refused for good. @returns whose refusal was their own */
    othersGoOn: (): number[] => {
      const theirs = open
      open = []
      return theirs
    },
    /** How many readers' refusals are still open. */
    count: () => open.length,
    /** SES took somebody's message. */
    gotThrough: (): void => {
      hasAnybodyGotThrough = true
    },
    /** Whether anybody's was taken. */
    isAnybodyThrough: () => hasAnybodyGotThrough,
    isOpen: (index: number): boolean => open.includes(index),
  }
}
export type Refusals = ReturnType<typeof createRefusals>
