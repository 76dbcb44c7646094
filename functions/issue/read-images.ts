import { readImage } from './image.ts'
import type { Image, Place } from './issue.ts'
import type { Problems } from './problems.ts'

/** Why files of a folder were not read, by their paths: `it leads out of the folder`. */
export type Refused = ReadonlyMap<string, string>

export const whyMissing = (path: string, refused: Refused): string =>
  refused.has(path) ? `is not read: ${refused.get(path)}` : 'is missing'

export type ImageReader = {
  /** Reads the image that a file names; what is wrong with it is a problem of that file. */
  take(file: string, path: string, at?: number | Place): void
  readonly taken: Map<string, Image>
}

/** A page of this size is slow on a phone, and nobody sees the difference. */
const mostBytes = 5_000_000

/** @param refused why files were not read, by their paths */
export const createImageReader = (
  files: Map<string, Uint8Array>,
  problems: Problems,
  refused: Refused = new Map(),
): ImageReader => {
  const taken = new Map<string, Image>()
  return {
    taken,
    take: (file, path, at) => {
      if (taken.has(path)) return
      const bytes = files.get(path)
      if (!bytes) return problems.add(file, `the image ${path} ${whyMissing(path, refused)}`, at)
      if (bytes.byteLength > mostBytes)
        return problems.add(
          file,
          `the image ${path} has ${Math.ceil(bytes.byteLength / 1e6)} MB; the most is 5 MB`,
          at,
        )
      const image = readImage(bytes)
      if (image) taken.set(path, image)
      else problems.add(file, `the image ${path} is neither a whole PNG nor a whole JPEG`, at)
    },
  }
}
