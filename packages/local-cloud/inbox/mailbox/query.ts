/** A term of a search. Without a field, it is searched for in the whole mail. */
export type Term = { field: Field | undefined; text: string; isNot: boolean }

const fields = ['from', 'to', 'subject', 'tag', 'is', 'has'] as const
type Field = (typeof fields)[number]

/** Known values of `is:` and `has:`. Others are searched for as words. */
const states: Partial<Record<Field, readonly string[]>> = { is: ['unread', 'read'], has: ['attachment'] }

const token = /(-?)(?:(\w+):)?(?:"([^"]*)(?:"|$)|([^\s"]+))/g

/**
 * Reads a search: words, "phrases", `from:`, `to:`, `subject:`, `tag:`, `is:unread`, `is:read`, `has:attachment`, each
 * negated by a leading `-`. A mail must match all terms. Any input is valid: an unclosed quotation ends with the input,
 * and an unknown field is part of its word.
 */
export const parseQuery = (query: string): Term[] =>
  [...query.matchAll(token)].flatMap(([, minus = '', name, phrase, word]) => {
    const field = fields.find((one) => one === name?.toLowerCase())
    const value = (phrase ?? word ?? '').trim()
    const isKnown = field !== undefined && (states[field]?.includes(value.toLowerCase()) ?? true)
    const text = isKnown || name === undefined ? value : `${name}:${value}`
    return isBegun(text) ? [] : [{ field: isKnown ? field : undefined, text, isNot: minus !== '' }]
  })

/** Empty terms match everything, while somebody is still typing. */
const isBegun = (text: string) =>
  text === '' || text === '-' || fields.some((field) => text.toLowerCase() === `${field}:`)

/** Writes terms as they would be typed. Reading the result yields the same terms. */
export const writeQuery = (terms: readonly Term[]): string =>
  terms
    .map(({ field, text, isNot }) => {
      const isPlain = /^[^\s"\-:][^\s":]*$/.test(text)
      return `${isNot ? '-' : ''}${field ? `${field}:` : ''}${isPlain ? text : `"${text}"`}`
    })
    .join(' ')

/** Adds a term to a search, unless it is already there. */
export const withTerm = (query: string, term: Term): string => {
  const terms = parseQuery(query)
  const written = writeQuery([term])
  return terms.some((one) => writeQuery([one]) === written) ? query : writeQuery([...terms, term])
}
