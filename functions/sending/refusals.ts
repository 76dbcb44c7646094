/** So many different readers in a row, and the refusal is about the account. */
const enough = 3

/**
 * Refusals that nothing is known about. One reader's among others that go through is that reader's; what several
 * readers meet in a row is the account's, and nobody's failure.
 */
export const createRefusals = () => {
  let open: number[] = []
  return {
    /** A reader was refused. @returns whether it is the account */
    add: (index: number): boolean => {
      open.push(index)
      return open.length >= enough
    },
    /** Somebody else got through, or was refused for good. @returns whose refusal was their own */
    othersGoOn: (): number[] => {
      const theirs = open
      open = []
      return theirs
    },
    isOpen: (index: number): boolean => open.includes(index),
  }
}
export type Refusals = ReturnType<typeof createRefusals>
