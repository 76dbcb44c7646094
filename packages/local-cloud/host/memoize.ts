/** A function that computes its value once for each key. `forget` clears the cache. */
export type Memoized<Value> = ((key: string) => Value) & { forget(): void }

/** @param make must return the same value for the same key until `forget` is called */
export const memoize = <Value>(make: (key: string) => Value): Memoized<Value> => {
  const known = new Map<string, Value>()
  const get = (key: string): Value => {
    if (!known.has(key)) known.set(key, make(key))
    return known.get(key)!
  }
  return Object.assign(get, { forget: () => known.clear() })
}
