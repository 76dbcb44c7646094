import type { Year } from './years.ts'

/** Maximum issues on the home page, in complete years. Earlier years have pages of their own. */
export const mostAtHome = 100

/** Splits years into those on the home page, always including the newest, and those with pages of their own. */
export const splitYears = (years: readonly Year[]): { home: Year[]; pages: Year[] } => {
  let count = 0
  const end = years.findIndex(({ entries }, at) => {
    count += entries.length
    return at > 0 && count > mostAtHome
  })
  const at = end === -1 ? years.length : end
  return { home: years.slice(0, at), pages: years.slice(at) }
}
