/** A text that many messages hold, encoded once for all of them. */
export type SharedText = {
  /** @param open how many bytes stand before it in a group of base64 that is not full yet: 0, 1 or 2 */
  after(open: number): Encoded
}

/** `head` fills the open group, `lines` are ready, `tail` opens the next group. */
type Encoded = { head: Buffer; lines: Buffer; tail: Buffer }

const groupBytes = 3

export const sharedText = (text: string): SharedText => {
  const bytes = bytesOf(text)
  const kept: Encoded[] = []
  return {
    after: (open) => {
      kept[open] ??= encodeAfter(bytes, open)
      return kept[open]
    },
  }
}

const encodeAfter = (bytes: Buffer, open: number): Encoded => {
  const from = Math.min((groupBytes - open) % groupBytes, bytes.length)
  const to = bytes.length - ((bytes.length - from) % groupBytes)
  return { head: bytes.subarray(0, from), lines: linesOf(bytes.subarray(from, to)), tail: bytes.subarray(to) }
}

/**
 * Encodes a body in base64, lines ≤ 76 (RFC 2045 §6.8). Shared texts lie ready: only what stands between them, and
 * the groups of three bytes at their seams, is encoded here.
 * @returns whole lines, in pieces to be joined
 */
export const base64Lines = (pieces: readonly (string | SharedText)[]): Buffer[] => {
  const done: Buffer[] = []
  let open: Buffer = Buffer.alloc(0)
  for (const piece of pieces) {
    if (typeof piece === 'string') {
      open = Buffer.concat([open, bytesOf(piece)])
      continue
    }
    const { head, lines, tail } = piece.after(open.length % groupBytes)
    const seam = Buffer.concat([open, head])
    if (seam.length % groupBytes === 0) {
      done.push(linesOf(seam), lines)
      open = tail
    } else open = seam // Too short to fill the group.
  }
  return [...done, linesOf(open)]
}

const bytesOf = (text: string) => Buffer.from(text.replace(/\r?\n/g, '\r\n'))

const linesOf = (bytes: Buffer): Buffer => Buffer.from(bytes.toString('base64').replace(/.{1,76}/g, '$&\r\n'))
