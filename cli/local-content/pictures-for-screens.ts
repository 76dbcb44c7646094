import { readImage } from '../../functions/issue/image.ts'
import type { Image, Issue, IssueFile } from '../../functions/issue/issue.ts'
import {
  mayHaveScreenVersions,
  screenVersion,
  screenWidths,
  widestScreen,
} from '../../functions/issue/pictures-for-screens.ts'

/** Makes a WebP of at most so many pixels across. @throws when it cannot read the picture */
export type MakeForScreen = (bytes: Uint8Array, width: number) => Promise<Uint8Array>

/** Bytes and pixels across from which a picture is worth narrower versions. */
const heavy = 60_000
const wide = 800

/** Whether any picture of a folder may need some: then the issue has to be read for those that it shows. */
export const mayNeedScreenVersions = (files: readonly IssueFile[]): boolean => {
  const paths = new Set(files.map(({ path }) => path))
  const hasSome = (path: string) => screenWidths.some((width) => paths.has(screenVersion(path, width)))
  return files.some(({ path, bytes }) => {
    if (!/\.(png|jpe?g|webp)$/i.test(path) || /\.(mail\.(jpg|png)|\d+\.webp)$/.test(path)) return false
    if (bytes.byteLength < heavy || hasSome(path)) return false
    const image = readImage(bytes)
    return 'type' in image && isWorthIt(image)
  })
}

/**
 * The versions for screens that an issue's pictures need and do not have: for those that are heavy and wide.
 * @param most files that an upload has room for
 * @returns files beside the pictures; a picture that cannot be read has none
 */
export const screenVersionsFor = async (
  issue: Pick<Issue, 'images'>,
  make: MakeForScreen,
  most: number,
): Promise<IssueFile[]> => {
  const made: IssueFile[] = []
  for (const [path, image] of issue.images) {
    if (image.narrower || !isWorthIt(image)) continue
    // A picture gets all of its versions or none: with the narrow ones alone it would be blurred on wide screens.
    const versions = await versionsOf(path, image, make).catch(() => [])
    if (made.length + versions.length > most) break
    made.push(...versions)
  }
  return made
}

const versionsOf = async (path: string, image: Image, make: MakeForScreen): Promise<IssueFile[]> => {
  const made: IssueFile[] = []
  for (const width of widthsFor(image)) {
    const bytes = await make(image.bytes, width)
    if (bytes.byteLength < image.bytes.byteLength) made.push({ path: screenVersion(path, width), bytes })
  }
  return made
}

const isWorthIt = (image: Image): boolean =>
  mayHaveScreenVersions(image) &&
  image.bytes.byteLength >= heavy &&
  image.width >= wide &&
  !moves(image.bytes)

/** Those that differ enough from the picture itself, and one as wide as it, or as any screen needs. */
const widthsFor = ({ type, width: own }: Image): number[] => {
  const narrower = screenWidths.filter((width) => width < 0.8 * Math.min(own, widestScreen))
  // A WebP is itself the version of its own width.
  if (type === 'image/webp' && own <= widestScreen) return narrower
  return [...narrower, screenWidths.find((width) => width >= own) ?? widestScreen]
}

/** Whether it is an animation, as WebP (RFC 9649, §2.7) or PNG (3rd edition, §11.3.6.1): a version would stand still. */
const moves = (bytes: Uint8Array): boolean => {
  const head = Buffer.from(bytes.subarray(0, 4_096)).toString('latin1')
  return (
    (head.startsWith('VP8X', 12) && (bytes[20]! & 2) !== 0) ||
    (head.startsWith('\x89PNG') && head.includes('acTL'))
  )
}
