import type { ReaderIs } from '../history.ts'

/** Which ids are one person's, who moved from one address to the next. */
export const createPeople = (readers: ReadonlyMap<string, readonly ReaderIs[]>) => {
  /** All ids of the person of each. */
  const groups = new Map<string, string[]>()
  /** Ids of those who came to another reader, and are one with them from then on. */
  const joined = new Set<string>()
  /** Ids that were somebody else's before: of what is planned by them one cannot tell whose it is. */
  const mixed = new Set<string>()
  const idsOf = (id: string): readonly string[] => groups.get(id) ?? [id]
  const unite = (one: string, other: string) => {
    if (idsOf(one).includes(other)) return
    const all = [...idsOf(one), ...idsOf(other)]
    for (const id of all) groups.set(id, all)
  }
  return {
    idsOf,
    isJoined: (id: string) => joined.has(id),
    isMixed: (id: string) => idsOf(id).some((one) => mixed.has(one)),
    take: ({ reader, movedFrom = [], carries, to = '' }: ReaderIs) => {
      // Where somebody was who came to them.
      if (carries && readers.get(to)?.at(-1)?.status === 'moved' && !idsOf(reader).includes(to))
        for (const one of [reader, to]) mixed.add(one)
      for (const { id, joined: isJoined } of movedFrom) {
        if (isJoined) joined.add(id)
        else if (!idsOf(reader).includes(id)) {
          const wasAnother = readers.get(reader)?.some(({ status }) => status === 'active')
          if (wasAnother) for (const one of [id, reader]) mixed.add(one)
          else unite(id, reader)
        }
      }
    },
    /** A person's states at whichever address, oldest first. Who is on their way is as they were. */
    statesOf: (id: string): ReaderIs[] =>
      idsOf(id)
        .flatMap((one) => {
          let before: ReaderIs | undefined
          return (readers.get(one) ?? []).flatMap((state): ReaderIs[] => {
            if (state.status === 'moved') return state.carries && before ? [{ ...before, at: state.at }] : []
            before = state
            return [state]
          })
        })
        .sort((a, b) => a.at - b.at),
  }
}
