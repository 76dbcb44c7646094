import type { Image } from './issue.ts'

/** A path inside the folder: letters and digits of any script, no way out, nothing that an address reads otherwise. */
export const imagePath = /^(?!\/)(?!.*\.\.)[\p{L}\p{M}\p{N}_./ -]+$/u

/**
 * Reads what an image is and how large.
 * @returns undefined unless it is a whole PNG or JPEG, the two kinds that every mail client shows
 */
export const readImage = (bytes: Uint8Array): Image | undefined => {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  try {
    const size = isPng(view) ? pngSize(view) : isJpeg(view) ? jpegSize(view) : undefined
    if (!size || size.width === 0 || size.height === 0 || !isWhole(view)) return undefined
    return { bytes, type: isPng(view) ? 'image/png' : 'image/jpeg', ...size }
  } catch (error) {
    if (error instanceof RangeError) return undefined // cut short
    throw error
  }
}

/** Its last chunk or marker is there: IEND (PNG, 3rd edition, §11.2.5), EOI (ITU-T T.81, B.2.1). */
const isWhole = ({ buffer, byteOffset, byteLength }: DataView): boolean => {
  const bytes = Buffer.from(buffer as ArrayBuffer, byteOffset, byteLength)
  return bytes.lastIndexOf(bytes[0] === 0xff ? Buffer.from([0xff, 0xd9]) : 'IEND') > 0
}

const isPng = (view: DataView) => view.byteLength > 24 && view.getUint32(0) === 0x89504e47

/** The header chunk is always the first (PNG, 3rd edition, §5.6). */
const pngSize = (view: DataView) => ({ width: view.getUint32(16), height: view.getUint32(20) })

const isJpeg = (view: DataView) => view.byteLength > 4 && view.getUint16(0) === 0xffd8

/** Walks the segments to the frame header (ITU-T T.81, B.2.2). */
const jpegSize = (view: DataView) => {
  let at = 2
  while (at < view.byteLength) {
    const marker = view.getUint16(at)
    const isFrame = marker >= 0xffc0 && marker <= 0xffcf && ![0xffc4, 0xffc8, 0xffcc].includes(marker)
    if (isFrame) return { width: view.getUint16(at + 7), height: view.getUint16(at + 5) }
    if (marker >> 8 !== 0xff) return undefined
    at += 2 + view.getUint16(at + 2)
  }
  return undefined
}
