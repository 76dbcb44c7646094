type Waiting<Item> = { item: Item; resolve: () => void; reject: (error: Error) => void }

/** Handles items in one call. Returns errors by item index; a thrown error applies to all items. */
export type Together<Item> = (items: Item[]) => Promise<Map<number, Error>>

/**
 * Batches single items into calls of up to `most` items: at once when that many wait, else `lingerMs` after the first
 * one arrived. Each caller gets only its own item's error.
 */
export const batchCalls = <Item>(together: Together<Item>, most: number, lingerMs: number) => {
  let waiting: Waiting<Item>[] = []
  let timer: NodeJS.Timeout | undefined

  const flush = async () => {
    clearTimeout(timer)
    const these = waiting
    waiting = []
    timer = undefined
    try {
      const wrong = await together(these.map(({ item }) => item))
      these.forEach(({ resolve, reject }, place) => {
        const error = wrong.get(place)
        if (error) reject(error)
        else resolve()
      })
    } catch (error) {
      for (const { reject } of these) reject(error as Error)
    }
  }
  return (item: Item): Promise<void> =>
    new Promise((resolve, reject) => {
      waiting.push({ item, resolve, reject })
      if (waiting.length >= most) void flush()
      else timer ??= setTimeout(flush, lingerMs)
    })
}
