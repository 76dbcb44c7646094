/** After this many different readers in a row, the refusal is about the account. */
export const refusedReaders = 3
/** Refused workers in a row before a refusal that may be one worker's own is taken for the account's. */
export const refusedWorkers = 3

/**
 * Unexplained refusals. If others get through, a refusal is the reader's own; if several readers in a row meet it, it
 * is the account's, and nobody has failed.
 */
export const createUnexplainedRefusals = () => {
  let open: number[] = []
  let hasAnybodyGotThrough = false
  return {
    /** Records a refused reader. @returns whether the account is the cause */
    add: (index: number): boolean => {
      open.push(index)
      return open.length >= refusedReaders
    },
    /**
     * Records that another reader got through, or was refused for good. @returns indexes whose refusal was their own
     */
    othersGoOn: (): number[] => {
      const theirs = open
      open = []
      return theirs
    },
    /** Number of undecided refusals. */
    count: () => open.length,
    /** Records that SES accepted a message. */
    gotThrough: (): void => {
      hasAnybodyGotThrough = true
    },
    /** Whether SES accepted any message. */
    isAnybodyThrough: () => hasAnybodyGotThrough,
    isOpen: (index: number): boolean => open.includes(index),
  }
}
export type UnexplainedRefusals = ReturnType<typeof createUnexplainedRefusals>
