/** A header field of a message: `value` unfolded, `source` as written with its line ends. */
export type Header = { name: string; value: string; source: string }

/** The end of a raw message's header block: the index of the body, and of the empty line before it. */
export const splitAt = (raw: Buffer): { head: number; body: number } => {
  const crlf = raw.indexOf('\r\n\r\n')
  // Not beyond: most messages have no such line at all, and would be read to their end.
  const lf = (crlf < 0 ? raw : raw.subarray(0, crlf)).indexOf('\n\n')
  if (crlf >= 0 && lf < 0) return { head: crlf + 2, body: crlf + 4 }
  if (lf >= 0) return { head: lf + 1, body: lf + 2 }
  return { head: raw.length, body: raw.length }
}

const field = /^([!-9;-~]+)[ \t]*:((?:[^\r\n]|\r?\n[ \t])*)(?:\r?\n|$)/gm

const known = new WeakMap<Buffer, Header[]>()

/**
 * The header fields of a raw message in order, unfolded (RFC 5322 §2.2.3). Text is latin1, which preserves every byte.
 * Parsed once for each buffer, which must not change.
 */
export const headersOf = (raw: Buffer): Header[] => {
  const headers = known.get(raw) ?? parsed(raw)
  known.set(raw, headers)
  return headers
}

const parsed = (raw: Buffer): Header[] => {
  const block = raw.toString('latin1', 0, splitAt(raw).head)
  return [...block.matchAll(field)].map(([source, name, value]) => ({
    name: name!,
    value: value!.replace(/\r?\n(?=[ \t])/g, '').trim(),
    source: source!,
  }))
}

/** The first value of a header, by case-insensitive name. */
export const headerValue = (headers: Header[], name: string): string | undefined =>
  headers.find((header) => header.name.toLowerCase() === name.toLowerCase())?.value

/** The bare address of `Name <local@domain>` or `local@domain`. */
export const addressOf = (mailbox: string): string => (/<([^<>]*)>\s*$/.exec(mailbox)?.[1] ?? mailbox).trim()

/** The mailboxes of an address list. Commas inside quotes or comments do not separate them (RFC 5322 §3.4). */
export const mailboxesOf = (list: string | undefined): string[] =>
  (list?.match(/(?:"(?:[^"\\]|\\.)*"|\((?:[^()\\]|\\.)*\)|[^,])+/g) ?? [])
    .map((part) => part.trim())
    .filter(Boolean)
