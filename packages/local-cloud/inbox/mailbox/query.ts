/** What a search asks for. A term without a field is looked for in all that a mail says. */
export type Term = { field: Field | undefined; text: string; isNot: boolean }

const fields = ['from', 'to', 'subject', 'tag', 'is', 'has'] as const
type Field = (typeof fields)[number]

/** What `is:` and `has:` know; any other is looked for as a word. */
const states: Partial<Record<Field, readonly string[]>> = { is: ['unread', 'read'], has: ['attachment'] }

const token = /(-?)(?:(\w+):)?(?:"([^"]*)(?:"|$)|([^\s"]+))/g

/**
 * Reads a search: words, "phrases", `from:`, `to:`, `subject:`, `tag:`, `is:unread`, `is:read`, `has:attachment`, and
 * `-` before what shall not be there. All of it must hold. Whatever is typed is a search: a quote that is not closed
 * ends with the text, and a field that is none is part of its word.
 */
export const parseQuery = (query: string): Term[] =>
  [...query.matchAll(token)].flatMap(([, minus = '', name, phrase, word]) => {
    const field = fields.find((one) => one === name?.toLowerCase())
    const value = (phrase ?? word ?? '').trim()
    const isKnown = field !== undefined && (states[field]?.includes(value.toLowerCase()) ?? true)
    const text = isKnown || name === undefined ? value : `${name}:${value}`
    return isBegun(text) ? [] : [{ field: isKnown ? field : undefined, text, isNot: minus !== '' }]
  })

/** Nothing to look for yet: somebody is typing. */
const isBegun = (text: string) =>
  text === '' || text === '-' || fields.some((field) => text.toLowerCase() === `${field}:`)

/** A search as it would be typed: what is read from it is what it was written from. */
export const writeQuery = (terms: readonly Term[]): string =>
  terms
    .map(({ field, text, isNot }) => {
      const isPlain = /^[^\s"\-:][^\s":]*$/.test(text)
      return `${isNot ? '-' : ''}${field ? `${field}:` : ''}${isPlain ? text : `"${text}"`}`
    })
    .join(' ')

/** The search with a term more; as it was when it has that already. */
export const withTerm = (query: string, term: Term): string => {
  const terms = parseQuery(query)
  const written = writeQuery([term])
  return terms.some((one) => writeQuery([one]) === written) ? query : writeQuery([...terms, term])
}
