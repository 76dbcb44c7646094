/** An event at a time. `no` orders events of the same time: first come, first served. */
export type Happening = {
  at: number
  no: number
  what: string
  act: () => void
  cancelled?: boolean
  /** For a search: the sandbox that it reaches, what it tells it, and how to lose it. */
  reaches?: { sandbox: string; brings?: unknown; lose?: () => void }
}

const isBefore = (a: Happening, b: Happening) => a.at < b.at || (a.at === b.at && a.no < b.no)

/** The events to come, earliest first: a binary heap. */
export const createAgenda = () => {
  const heap: Happening[] = []
  const rise = (from: number) => {
    let index = from
    const one = heap[index]!
    while (index > 0) {
      const above = (index - 1) >> 1
      if (!isBefore(one, heap[above]!)) break
      heap[index] = heap[above]!
      index = above
    }
    heap[index] = one
  }
  const sink = () => {
    const one = heap[0]!
    let index = 0
    for (;;) {
      let below = 2 * index + 1
      if (below >= heap.length) break
      if (below + 1 < heap.length && isBefore(heap[below + 1]!, heap[below]!)) below += 1
      if (!isBefore(heap[below]!, one)) break
      heap[index] = heap[below]!
      index = below
    }
    heap[index] = one
  }
  return {
    add: (one: Happening): void => {
      heap.push(one)
      rise(heap.length - 1)
    },
    take: (): Happening | undefined => {
      const first = heap[0]
      const last = heap.pop()
      if (heap.length > 0 && last) {
        heap[0] = last
        sink()
      }
      return first
    },
    peek: (): Happening | undefined => heap[0],
    /** All events to come, in no particular order. */
    all: (): readonly Happening[] => heap,
    remove: (one: Happening): void => {
      const index = heap.indexOf(one)
      if (index < 0) return
      const last = heap.pop()!
      if (index === heap.length) return
      heap[index] = last
      // Rarely called, and the heap is small.
      const rest = heap.splice(0)
      for (const other of rest) {
        heap.push(other)
        rise(heap.length - 1)
      }
    },
    size: () => heap.length,
  }
}
