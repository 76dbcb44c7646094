/** A header field as it stands in a message: `value` unfolded, `source` the bytes' text with its line ends. */
export type Header = { name: string; value: string; source: string }

/** Where a raw message's header block ends: the index of its body, and of the empty line before it. */
export const splitAt = (raw: Buffer): { head: number; body: number } => {
  const crlf = raw.indexOf('\r\n\r\n')
  const lf = raw.indexOf('\n\n')
  if (crlf >= 0 && (lf < 0 || crlf < lf)) return { head: crlf + 2, body: crlf + 4 }
  if (lf >= 0) return { head: lf + 1, body: lf + 2 }
  return { head: raw.length, body: raw.length }
}

const field = /^([!-9;-~]+)[ \t]*:((?:[^\r\n]|\r?\n[ \t])*)(?:\r?\n|$)/gm

/**
 * The header fields of a raw message in their order, folded lines joined (RFC 5322 §2.2.3).
 * Text is latin1, so that every byte comes back as it was.
 */
export const headersOf = (raw: Buffer): Header[] => {
  const block = raw.toString('latin1', 0, splitAt(raw).head)
  return [...block.matchAll(field)].map(([source, name, value]) => ({
    name: name!,
    value: value!.replace(/\r?\n(?=[ \t])/g, '').trim(),
    source: source!,
  }))
}

/** The first value of a header, by its name in any case. */
export const headerValue = (headers: Header[], name: string): string | undefined =>
  headers.find((header) => header.name.toLowerCase() === name.toLowerCase())?.value

/** The bare address of `Name <local@domain>` or `local@domain`. */
export const addressOf = (mailbox: string): string => (/<([^<>]*)>\s*$/.exec(mailbox)?.[1] ?? mailbox).trim()

/** The mailboxes of an address list; commas inside quotes or comments do not part them (RFC 5322 §3.4). */
export const mailboxesOf = (list: string | undefined): string[] =>
  (list?.match(/(?:"(?:[^"\\]|\\.)*"|\((?:[^()\\]|\\.)*\)|[^,])+/g) ?? [])
    .map((part) => part.trim())
    .filter(Boolean)
