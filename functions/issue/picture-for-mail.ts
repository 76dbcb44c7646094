import { readImage } from './image.ts'
import type { Image } from './issue.ts'

/** Where an image's own version for mail lies, beside it: `images/boats.webp.mail.jpg`, or `.mail.png`. */
export const mailVersions = (path: string): string[] => [`${path}.mail.jpg`, `${path}.mail.png`]

/**
 * The version for mail that lies beside an image.
 * @returns undefined where there is none, or one that mail programs do not show
 */
export const mailVersionOf = (path: string, files: ReadonlyMap<string, Uint8Array>): Image | undefined => {
  for (const beside of mailVersions(path)) {
    const bytes = files.get(beside)
    const image = bytes && readImage(bytes)
    if (image && !('reason' in image) && (image.type === 'image/jpeg' || image.type === 'image/png'))
      return image
  }
  return undefined
}
