import { gifFrames, type Size, says, webpFrames, webpSize } from './image-frames.ts'
import type { Image } from './issue.ts'
import { isSvg, readSvg } from './svg.ts'

/**
 * A path inside the folder: letters and digits of any script, not leading out of it, and without characters
 * that mean something in a URL.
 */
export const imagePath = /^(?!\/)(?!.*\.\.)[\p{L}\p{M}\p{N}_./ -]+$/u

/** A camera's picture has half as many. A file that claims more fills the memory of whoever opens it. */
const mostPixels = 50_000_000
const kinds = 'PNG, JPEG, GIF, WebP and SVG'

/**
 * Detects type and size of an image from its bytes, whatever its name. Of an SVG only drawing elements are kept.
 * @returns the image, or what is wrong if it is not a complete image that every browser shows
 */
export const readImage = (bytes: Uint8Array): Image | { reason: string } => {
  if (isSvg(bytes)) {
    const drawing = readSvg(bytes)
    if ('reason' in drawing) return drawing
    const { svg, ...about } = drawing
    const large = tooLarge([drawing])
    if (large) return large
    return { bytes: Buffer.from(svg), type: 'image/svg+xml', ...about }
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  try {
    const kind = readers.find(({ begins }) => begins(view))
    if (!kind) return { reason: `is not a picture that can be shown: these are ${kinds}` }
    const size = kind.size(view)
    if (!size || size.width === 0 || size.height === 0 || !kind.isWhole(view)) return { reason: cut }
    return tooLarge([size, ...(kind.frames?.(view) ?? [])]) ?? { bytes, type: kind.type, ...size }
  } catch (error) {
    if (error instanceof RangeError) return { reason: cut }
    throw error
  }
}

const cut = 'is not whole'

const tooLarge = (sizes: readonly Size[]): { reason: string } | undefined => {
  const large = sizes.find(({ width, height }) => width * height > mostPixels)
  return (
    large && {
      reason: `has ${large.width} × ${large.height} pixels; the most is ${mostPixels / 1e6} million`,
    }
  )
}

type Reader = {
  type: Image['type']
  begins(view: DataView): boolean
  size(view: DataView): Size | undefined
  /** Sizes of frames, which may be larger than the size of the picture itself. */
  frames?(view: DataView): Size[]
  isWhole(view: DataView): boolean
}

const bytesOf = ({ buffer, byteOffset, byteLength }: DataView): Buffer =>
  Buffer.from(buffer as ArrayBuffer, byteOffset, byteLength)

/** Walks the segments to the frame header (ITU-T T.81, B.2.2). */
const jpegSize = (view: DataView): Size | undefined => {
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

const readers: readonly Reader[] = [
  {
    type: 'image/png',
    begins: (view) => view.byteLength > 4 && view.getUint32(0) === 0x89504e47,
    // The header chunk is always first (PNG, 3rd edition, §5.6), IEND last (§11.2.5).
    size: (view) => ({ width: view.getUint32(16), height: view.getUint32(20) }),
    isWhole: (view) => bytesOf(view).lastIndexOf('IEND') > 0,
  },
  {
    type: 'image/jpeg',
    begins: (view) => view.byteLength > 2 && view.getUint16(0) === 0xffd8,
    size: jpegSize,
    // EOI (ITU-T T.81, B.2.1).
    isWhole: (view) => bytesOf(view).lastIndexOf(Buffer.from([0xff, 0xd9])) > 0,
  },
  {
    type: 'image/gif',
    begins: (view) => view.byteLength > 6 && (says(view, 0, 'GIF87a') || says(view, 0, 'GIF89a')),
    size: (view) => ({ width: view.getUint16(6, true), height: view.getUint16(8, true) }),
    frames: gifFrames,
    // The trailer (GIF89a, 27).
    isWhole: (view) => bytesOf(view).lastIndexOf(0x3b) > 12,
  },
  {
    type: 'image/webp',
    begins: (view) => view.byteLength > 12 && says(view, 0, 'RIFF') && says(view, 8, 'WEBP'),
    size: (view) => (says(view, 12, 'ANMF') ? undefined : webpSize(view, 12)),
    frames: webpFrames,
    isWhole: (view) => view.getUint32(4, true) + 8 <= view.byteLength,
  },
]

/** The largest ratio of the sides. Beyond it a drawing fills many phone screens, and much memory when drawn. */
const mostStretched = 10

/**
 * Why an image cannot be used in mail; undefined if it can, or has a version for mail beside it. Outlook shows only the first frame of a GIF; an SVG is
 * drawn as PNG.
 */
export const whyNotInMail = ({ type, undrawable, width, height, inMail }: Image): string | undefined => {
  if (inMail) return undefined
  if (type === 'image/webp') return 'where Outlook does not show WebP: save it as PNG or JPEG'
  if (type !== 'image/svg+xml') return undefined
  if (undrawable === 'text')
    return 'and its text needs a font that readers may lack: turn the text into paths, or save it as PNG'
  if (undrawable === 'effort')
    return 'and has too many filters, masks, copies or translucent parts to be drawn for it: save it as PNG'
  return Math.max(width, height) > mostStretched * Math.min(width, height)
    ? `and is more than ${mostStretched} times as ${width > height ? 'wide as high' : 'high as wide'}: save it as PNG`
    : undefined
}

/** Bytes: a larger image is slow on a phone, and nobody sees the difference. */
export const mostImageBytes = 5_000_000
