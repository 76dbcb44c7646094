/** Values that are kept in this run alone, each for the same time. @param lifeMs milliseconds */
export const createForgetful = <T>(lifeMs: number, now: () => number) => {
  const kept = new Map<string, { value: T; until: number }>()
  const get = (key: string): T | undefined => {
    const found = kept.get(key)
    return found && found.until > now() ? found.value : undefined
  }
  const forget = (key: string): void => void kept.delete(key)
  return {
    add: (key: string, value: T): void => {
      for (const [old, { until }] of kept) if (until <= now()) forget(old)
      kept.set(key, { value, until: now() + lifeMs })
    },
    get,
    forget,
    /** The value, which is forgotten now. */
    take: (key: string): T | undefined => {
      const value = get(key)
      forget(key)
      return value
    },
  }
}

export type Forgetful<T> = ReturnType<typeof createForgetful<T>>
