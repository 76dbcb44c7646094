import { encodePieces, joined, type Shared, share, toBase64 } from '../runtime/base64.ts'

/** A text that many messages contain, encoded once for all of them. */
export type SharedText = Shared

export const sharedText = (text: string): SharedText => share(bytesOf(text), linesOf)

/** Shared texts that many messages have one after the other, as one. It keeps a copy of them. */
export const joinedTexts = (texts: readonly SharedText[]): SharedText => joined(texts, linesOf)

/**
 * Encodes a body in base64 with lines of at most 76 characters (RFC 2045 §6.8). Shared texts are already encoded.
 * @returns whole lines, as buffers to concatenate
 */
export const base64Lines = (pieces: readonly (string | SharedText)[]): Buffer[] =>
  encodePieces(
    pieces.map((piece) => (typeof piece === 'string' ? bytesOf(piece) : piece)),
    linesOf,
  )

const bytesOf = (text: string) => Buffer.from(text.replace(/\r?\n/g, '\r\n'))

const lineLength = 76

const linesOf = (bytes: Buffer): Buffer => {
  const text = toBase64(bytes)
  let lines = ''
  for (let at = 0; at < text.length; at += lineLength) lines += `${text.slice(at, at + lineLength)}\r\n`
  return Buffer.from(lines, 'latin1')
}
