import { encodePieces, type Shared, share, toBase64 } from '../runtime/base64.ts'

/** A text that many messages hold, encoded once for all of them. */
export type SharedText = Shared

export const sharedText = (text: string): SharedText => share(bytesOf(text), linesOf)

/**
 * Encodes a body in base64, lines ≤ 76 (RFC 2045 §6.8). Shared texts lie ready.
 * @returns whole lines, in pieces to be joined
 */
export const base64Lines = (pieces: readonly (string | SharedText)[]): Buffer[] =>
  encodePieces(
    pieces.map((piece) => (typeof piece === 'string' ? bytesOf(piece) : piece)),
    linesOf,
  )

const bytesOf = (text: string) => Buffer.from(text.replace(/\r?\n/g, '\r\n'))

const linesOf = (bytes: Buffer): Buffer => Buffer.from(toBase64(bytes).replace(/.{1,76}/g, '$&\r\n'))
