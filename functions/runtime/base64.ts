/**
 * Base64 (RFC 4648 §4, §5), and the encoding of consecutive pieces as one text. A piece that many texts share is
 * encoded once for all of them. All base64 encoding goes through here.
 */
export const toBase64 = (bytes: Buffer): string => bytes.toString('base64')

/** Without padding, for tokens and ids. */
export const toBase64Url = (bytes: Buffer): string => bytes.toString('base64url')

/** Skips characters that are not base64url. Where spelling matters, compare with the re-encoded result. */
export const fromBase64Url = (text: string): Buffer => Buffer.from(text, 'base64url')

/** The bytes of a request's body, which API Gateway passes as text or as base64. */
export const bodyOf = ({ body = '', isBase64Encoded }: { body?: string; isBase64Encoded: boolean }): Buffer =>
  Buffer.from(body, isBase64Encoded ? 'base64' : 'utf8')

/** Base64 encodes this many bytes together; a text may be cut only between such groups. */
const groupBytes = 3

/** Encodes bytes whose length is a multiple of `groupBytes`. */
type Encode = (bytes: Buffer) => Buffer

/** Bytes encoded once for each position in a group at which they may begin. */
export type Shared = {
  /** @param open how many bytes precede it in an unfinished group: 0, 1 or 2 */
  after(open: number): Encoded
}

/** `head` completes the unfinished group, `body` is already encoded, and `tail` starts the next group. */
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

/**
 * Consecutive shared pieces as one, which is encoded byte for byte as they are one after the other. Where a run is met
 * often, this saves its pieces and the seams between them.
 */
export const joined = (run: readonly Shared[], encode: Encode): Shared => {
  const kept: Encoded[] = []
  return {
    after: (open) => {
      kept[open] ??= joinedAfter(run, open, encode)
      return kept[open]
    },
  }
}

const joinedAfter = (run: readonly Shared[], open: number, encode: Encode): Encoded => {
  const pieces = [...run]
  const heads: Buffer[] = []
  let length = open
  // As many as complete the unfinished group.
  for (let piece = pieces.shift(); piece; piece = pieces.shift()) {
    const { head, body, tail } = piece.after(length % groupBytes)
    heads.push(head)
    length += head.length
    if (length % groupBytes !== 0) continue
    const rest = encodeFrom({ done: [body], open: [tail] }, pieces, encode)
    return { head: Buffer.concat(heads), body: Buffer.concat(rest.done), tail: Buffer.concat(rest.open) }
  }
  return { head: Buffer.concat(heads), body: Buffer.alloc(0), tail: Buffer.alloc(0) }
}

const encodeAfter = (bytes: Buffer, open: number, encode: Encode): Encoded => {
  const from = Math.min((groupBytes - open) % groupBytes, bytes.length)
  const to = bytes.length - ((bytes.length - from) % groupBytes)
  return { head: bytes.subarray(0, from), body: encode(bytes.subarray(from, to)), tail: bytes.subarray(to) }
}

/**
 * Encodes consecutive pieces. For shared pieces, only the groups at their seams are encoded here.
 * @param encode the function that the shared pieces were made with
 * @returns buffers to concatenate
 */
export const encodePieces = (pieces: readonly (Buffer | Shared)[], encode: Encode): Buffer[] => {
  const { done, open } = encodeFrom({ done: [], open: [] }, pieces, encode)
  done.push(encode(Buffer.concat(open)))
  return done
}

/** What is encoded, and what comes after it and waits for its group to be complete. */
type Unfinished = { done: Buffer[]; open: Buffer[] }

const encodeFrom = (
  { done, open }: Unfinished,
  pieces: readonly (Buffer | Shared)[],
  encode: Encode,
): Unfinished => {
  let length = open.reduce((sum, piece) => sum + piece.length, 0)
  for (const piece of pieces) {
    if (Buffer.isBuffer(piece)) {
      open.push(piece)
      length += piece.length
      continue
    }
    const { head, body, tail } = piece.after(length % groupBytes)
    open.push(head)
    length += head.length
    // Too short to complete the group.
    if (length % groupBytes !== 0) continue
    if (length > 0) done.push(encode(Buffer.concat(open)))
    done.push(body)
    open = [tail]
    length = tail.length
  }
  return { done, open }
}
