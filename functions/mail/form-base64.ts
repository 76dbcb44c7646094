import { encodePieces, type Shared, share, toBase64 } from '../runtime/base64.ts'

/** Bytes. Encoding a shorter piece costs no more than looking it up, so it is not cached. */
const worthKeeping = 1_024
const kept = new WeakMap<Buffer, Shared>()

/**
 * Base64 of consecutive pieces, escaped for a form body. A long piece that many messages share as the same buffer is
 * encoded only once.
 * @returns buffers to concatenate
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
