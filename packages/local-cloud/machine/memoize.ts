/** A function that works out its answer once for each key. `forget` makes it work all of them out anew. */
export type Memoized<Value> = ((key: string) => Value) & { forget(): void }

/** @param make must give the same for the same key until `forget` is called */
export const memoize = <Value>(make: (key: string) => Value): Memoized<Value> => {
  const known = new Map<string, Value>()
  const get = (key: string): Value => {
    if (!known.has(key)) known.set(key, make(key))
    return known.get(key)!
  }
  return Object.assign(get, { forget: () => known.clear() })
}
