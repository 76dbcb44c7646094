type Change = { found: string; left: string; tell: () => void }

/**
 * Two changes of one row may be answered in another order than they took effect in. Each says what it found there, which
 * is what the one before had left: by that they are told in their order.
 */
export const createInOrder = () => {
  const last = new Map<string, string>()
  const early = new Map<string, Change[]>()

  const next = (key: string) => early.get(key)?.find(({ found }) => found === last.get(key))
  const tell = (key: string, change: Change) => {
    last.set(key, change.left)
    change.tell()
  }
  return {
    /** The row is new, or was put whole. */
    put: (key: string, left: string, tell: () => void) => {
      last.set(key, left)
      tell()
    },
    changed: (key: string, change: Change) => {
      if ((last.get(key) ?? change.found) !== change.found)
        return void early.set(key, [...(early.get(key) ?? []), change])
      tell(key, change)
      for (let one = next(key); one; one = next(key)) {
        early.set(
          key,
          early.get(key)!.filter((other) => other !== one),
        )
        tell(key, one)
      }
    },
    /** Rows of which a change was seen, and never the one before it. */
    unmatched: (): string[] => [...early].flatMap(([key, changes]) => (changes.length > 0 ? [key] : [])),
  }
}
