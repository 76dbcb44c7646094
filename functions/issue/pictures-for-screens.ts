import { readImage } from './image.ts'
import type { Image } from './issue.ts'

/** Pixels across that versions for screens have at most, from the narrowest. */
export const screenWidths = [480, 800, 1280, 1920]
export const widestScreen = screenWidths.at(-1)!

/** Where an image's version for screens lies, beside it: `images/boats.jpg.800.webp`. */
export const screenVersion = (path: string, width: number): string => `${path}.${width}.webp`

/** Whether the site may show narrower versions of such an image. What moves, and drawings, are shown as they are. */
export const mayHaveScreenVersions = ({ type }: Pick<Image, 'type'>): boolean =>
  type !== 'image/gif' && type !== 'image/svg+xml'

/**
 * The versions for screens that lie beside an image, from the narrowest.
 * @returns only those that are WebP, no wider than the image, and lighter
 */
export const screenVersionsOf = (
  path: string,
  image: Image,
  files: ReadonlyMap<string, Uint8Array>,
): Image[] => {
  if (!mayHaveScreenVersions(image)) return []
  const found = new Map<number, Image>()
  for (const width of screenWidths) {
    const bytes = files.get(screenVersion(path, width))
    const version = bytes && readImage(bytes)
    if (!version || 'reason' in version || version.type !== 'image/webp') continue
    if (version.width <= image.width && version.bytes.byteLength < image.bytes.byteLength)
      found.set(version.width, version)
  }
  return [...found.values()].sort((a, b) => a.width - b.width)
}
