import { readImage } from './image.ts'
import type { Image } from './issue.ts'
import type { Problems } from './problems.ts'

export type ImageReader = {
  /** Reads the image that a file names; what is wrong with it is a problem of that file. */
  take(file: string, path: string, line?: number): void
  readonly taken: Map<string, Image>
}

/** A page of this size is slow on a phone, and nobody sees the difference. */
const mostBytes = 5_000_000

export const createImageReader = (files: Map<string, Uint8Array>, problems: Problems): ImageReader => {
  const taken = new Map<string, Image>()
  return {
    taken,
    take: (file, path, line) => {
      if (taken.has(path)) return
      const bytes = files.get(path)
      if (!bytes) return problems.add(file, `the image ${path} is missing`, line)
      if (bytes.byteLength > mostBytes)
        return problems.add(
          file,
          `the image ${path} has ${Math.ceil(bytes.byteLength / 1e6)} MB; the most is 5 MB`,
          line,
        )
      const image = readImage(bytes)
      if (image) taken.set(path, image)
      else problems.add(file, `the image ${path} is neither a whole PNG nor a whole JPEG`, line)
    },
  }
}
