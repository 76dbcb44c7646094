/** Shorter pieces are encoded anew each time: to look one up costs as much. */
const worthKeeping = 1_024
const groupBytes = 3

type Encoded = { head: Buffer; body: Buffer; tail: Buffer }
/** What lies ready of a buffer, by how many bytes stand before it in a group of base64 that is not full yet. */
const kept = new WeakMap<Buffer, Encoded[]>()

/**
 * Base64 of pieces one after the other, escaped for a form. A long piece that many messages share, as the same buffer,
 * is encoded once: only what stands between such pieces, and the groups at their seams, is encoded for each message.
 * @returns what to join
 */
export const formBase64 = (pieces: readonly Buffer[]): Buffer[] => {
  const done: Buffer[] = []
  let open: Buffer[] = []
  let length = 0
  for (const piece of pieces) {
    if (piece.length < worthKeeping) {
      open.push(piece)
      length += piece.length
      continue
    }
    const { head, body, tail } = encodedAfter(piece, length % groupBytes)
    done.push(encode(Buffer.concat([...open, head])), body)
    open = [tail]
    length = tail.length
  }
  return [...done, encode(Buffer.concat(open))]
}

const encodedAfter = (piece: Buffer, open: number): Encoded => {
  const ready = kept.get(piece) ?? []
  kept.set(piece, ready)
  const from = (groupBytes - open) % groupBytes
  const to = piece.length - ((piece.length - from) % groupBytes)
  ready[open] ??= {
    head: piece.subarray(0, from),
    body: encode(piece.subarray(from, to)),
    tail: piece.subarray(to),
  }
  return ready[open]
}

const escapes: Record<string, string> = { '+': '%2B', '/': '%2F', '=': '%3D' }

const encode = (bytes: Buffer): Buffer =>
  Buffer.from(
    bytes.toString('base64').replace(/[+/=]/g, (character) => escapes[character]!),
    'latin1',
  )
