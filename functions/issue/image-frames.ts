export type Size = { width: number; height: number }

export const says = (view: DataView, at: number, text: string): boolean =>
  [...text].every((letter, index) => view.getUint8(at + index) === letter.charCodeAt(0))

/**
 * Sizes of a GIF's frames, each of which may exceed the logical screen (GIF89a, 20).
 * @throws RangeError when the file is truncated
 */
export const gifFrames = (view: DataView): Size[] => {
  const table = (flags: number) => (flags & 0x80 ? 3 << ((flags & 7) + 1) : 0)
  const afterBlocks = (from: number) => {
    let at = from
    while (view.getUint8(at) > 0) at += 1 + view.getUint8(at)
    return at + 1
  }
  const frames: Size[] = []
  let at = 13 + table(view.getUint8(10))
  while (at < view.byteLength) {
    const kind = view.getUint8(at)
    if (kind === 0x21) at = afterBlocks(at + 2)
    else if (kind === 0x2c) {
      frames.push({ width: view.getUint16(at + 5, true), height: view.getUint16(at + 7, true) })
      at = afterBlocks(at + 11 + table(view.getUint8(at + 9)))
    } else break
  }
  return frames
}

/**
 * The size given by a chunk of a WebP file (RFC 9649 §2.5–2.7).
 * @param at offset of the chunk
 * @returns undefined for other chunks
 */
export const webpSize = (view: DataView, at: number): Size | undefined => {
  if (says(view, at, 'VP8 '))
    return { width: view.getUint16(at + 14, true) & 0x3fff, height: view.getUint16(at + 16, true) & 0x3fff }
  if (says(view, at, 'VP8L')) {
    const bits = view.getUint32(at + 9, true)
    return { width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1 }
  }
  const three = (from: number) => view.getUint16(from, true) + (view.getUint8(from + 2) << 16) + 1
  if (says(view, at, 'VP8X')) return { width: three(at + 12), height: three(at + 15) }
  if (says(view, at, 'ANMF')) return { width: three(at + 14), height: three(at + 17) }
  return undefined
}

/** All sizes in a WebP file: of the canvas and of the images on it, including frames of an animation. */
export const webpFrames = (view: DataView): Size[] => {
  const frames: Size[] = []
  let at = 12
  while (at + 8 <= view.byteLength) {
    const size = webpSize(view, at)
    if (size) frames.push(size)
    const length = view.getUint32(at + 4, true)
    // An animation frame has 16 bytes of its own, followed by chunks.
    at += says(view, at, 'ANMF') ? 24 : 8 + length + (length % 2)
  }
  return frames
}
