/** Name of the honeypot: a field that people do not see, so that only a program fills it in. */
export const honeypotName = 'website'

/** @param fields of a posted form */
export const isTrapped = (fields: Record<string, unknown>): boolean =>
  [fields[honeypotName]].flat().some(Boolean)
