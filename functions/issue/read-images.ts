import { defined } from '../runtime/defined.ts'
import { mostImageBytes, readImage, whyNotInMail } from './image.ts'
import type { Image, Place } from './issue.ts'
import { mailVersionOf } from './picture-for-mail.ts'
import { screenVersionsOf } from './pictures-for-screens.ts'
import type { Problems } from './problems.ts'

/** Why files of a folder were not read, by path, such as `it leads out of the folder`. */
export type Refused = ReadonlyMap<string, string>

export const whyMissing = (path: string, refused: Refused): string =>
  refused.has(path) ? `is not read: ${refused.get(path)}` : 'is missing'

export type ImageReader = {
  /**
   * Reads an image that a file refers to, and adds problems to that file.
   * @param options.isMailed whether it is part of the digest
   */
  take(file: string, path: string, at?: number | Place, options?: { isMailed?: boolean }): void
  readonly taken: Map<string, Image>
}

/** @param refused why files were not read, by path */
/** @param options.anyInMail takes pictures that mail cannot show, because versions for mail are still to be made */
export const createImageReader = (
  files: Map<string, Uint8Array>,
  problems: Problems,
  refused: Refused = new Map(),
  { anyInMail = false } = {},
): ImageReader => {
  const taken = new Map<string, Image>()
  const readOne = (file: string, path: string, at?: number | Place): Image | undefined => {
    const bytes = files.get(path)
    if (!bytes) return void problems.add(file, `the image ${path} ${whyMissing(path, refused)}`, at)
    const megabytes = Math.ceil(bytes.byteLength / 1e6)
    if (bytes.byteLength > mostImageBytes)
      return void problems.add(
        file,
        `the image ${path} has ${megabytes} MB; the most is ${mostImageBytes / 1e6} MB`,
        at,
      )
    const image = readImage(bytes)
    if ('reason' in image) return void problems.add(file, `the image ${path} ${image.reason}`, at)
    const narrower = screenVersionsOf(path, image, files)
    return {
      ...image,
      ...defined({ inMail: mailVersionOf(path, files) }),
      ...(narrower.length > 0 && { narrower }),
    }
  }
  return {
    taken,
    take: (file, path, at, { isMailed = false } = {}) => {
      const image = taken.get(path) ?? readOne(file, path, at)
      if (image) taken.set(path, image)
      const reason = image && isMailed && !anyInMail ? whyNotInMail(image) : undefined
      if (reason) problems.add(file, `the image ${path} goes into mail, ${reason}`, at)
    },
  }
}
