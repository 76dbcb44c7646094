type Waiting<Item> = { item: Item; resolve: () => void; reject: (error: Error) => void }

/** Carries items out together. Gives by their places what went wrong; a throw concerns all of them. */
export type Together<Item> = (items: Item[]) => Promise<Map<number, Error>>

/**
 * Has what comes one by one carried out in calls of up to `most` items: at once when so many wait, else `lingerMs`
 * after the first of them came. Each caller hears of its own item alone.
 */
export const coalesce = <Item>(together: Together<Item>, most: number, lingerMs: number) => {
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
