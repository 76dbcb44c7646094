import { encodePieces, type Shared, share, toBase64 } from '../runtime/base64.ts'

/** Shorter pieces are encoded anew each time: to look one up costs as much. */
const worthKeeping = 1_024
const kept = new WeakMap<Buffer, Shared>()

/**
 * Base64 of pieces one after the other, escaped for a form. A long piece that many messages share, as the same buffer,
 * is encoded once.
 * @returns what to join
 */
export const formBase64 = (pieces: readonly Buffer[]): Buffer[] =>
  encodePieces(
    pieces.map((piece) => (piece.length < worthKeeping ? piece : sharedOf(piece))),
    encode,
  )

const sharedOf = (piece: Buffer): Shared => {
  const ready = kept.get(piece) ?? share(piece, encode)
  kept.set(piece, ready)
  return ready
}

const escapes: Record<string, string> = { '+': '%2B', '/': '%2F', '=': '%3D' }

const encode = (bytes: Buffer): Buffer =>
  Buffer.from(
    toBase64(bytes).replace(/[+/=]/g, (character) => escapes[character]!),
    'latin1',
  )
