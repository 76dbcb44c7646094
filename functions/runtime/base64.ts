/**
 * The one way to base64 (RFC 4648 §4, §5), and to encode pieces of a text as one: a piece that many texts share is
 * encoded once for all of them.
 */
export const toBase64 = (bytes: Buffer): string => bytes.toString('base64')

/** Without padding, for tokens and ids. */
export const toBase64Url = (bytes: Buffer): string => bytes.toString('base64url')

/** What is no base64url is passed over: compare what it is encoded to when spellings matter. */
export const fromBase64Url = (text: string): Buffer => Buffer.from(text, 'base64url')

/** The body of a request, which API Gateway gives as text or in base64. */
export const bodyOf = ({ body = '', isBase64Encoded }: { body?: string; isBase64Encoded: boolean }): Buffer =>
  Buffer.from(body, isBase64Encoded ? 'base64' : 'utf8')

/** How many bytes are encoded together: only between such groups may a text be cut. */
const groupBytes = 3

/** Encodes whole groups of bytes. */
type Encode = (bytes: Buffer) => Buffer

/** Bytes that are encoded once, for each of the places in a group that they may begin at. */
export type Shared = {
  /** @param open how many bytes stand before it in a group that is not full yet: 0, 1 or 2 */
  after(open: number): Encoded
}

/** `head` fills the open group, `body` is ready, `tail` opens the next group. */
type Encoded = { head: Buffer; body: Buffer; tail: Buffer }

export const share = (bytes: Buffer, encode: Encode): Shared => {
  const kept: Encoded[] = []
  return {
    after: (open) => {
      kept[open] ??= encodeAfter(bytes, open, encode)
      return kept[open]
    },
  }
}

const encodeAfter = (bytes: Buffer, open: number, encode: Encode): Encoded => {
  const from = Math.min((groupBytes - open) % groupBytes, bytes.length)
  const to = bytes.length - ((bytes.length - from) % groupBytes)
  return { head: bytes.subarray(0, from), body: encode(bytes.subarray(from, to)), tail: bytes.subarray(to) }
}

/**
 * Encodes pieces one after the other. Of those that are shared, only the groups at their seams are encoded here.
 * @param encode the same as the shared ones were made with
 * @returns what to join
 */
export const encodePieces = (pieces: readonly (Buffer | Shared)[], encode: Encode): Buffer[] => {
  const done: Buffer[] = []
  let open: Buffer[] = []
  let length = 0
  for (const piece of pieces) {
    if (Buffer.isBuffer(piece)) {
      open.push(piece)
      length += piece.length
      continue
    }
    const { head, body, tail } = piece.after(length % groupBytes)
    open.push(head)
    length += head.length
    if (length % groupBytes !== 0) continue // Too short to fill the group.
    done.push(encode(Buffer.concat(open)), body)
    open = [tail]
    length = tail.length
  }
  return [...done, encode(Buffer.concat(open))]
}
