import type { Root } from 'hast'
import type { Image, Issue } from '../../issue/issue.ts'
import { sha256 } from '../../issue/manifest.ts'
import { isElement, type Parent } from '../../issue/tree.ts'
import type { SiteFile } from './edition.ts'
import { pictureFile } from './site-file.ts'

/** An image on the site: its path, named by its content, its size, and its versions for screens. */
export type SiteImage = { src: string; width: number; height: number; narrower?: NarrowerImage[] | undefined }
type NarrowerImage = Pick<SiteImage, 'src' | 'width'>

/** The paths of an image and of its versions. */
export const pathsOf = ({ src, narrower = [] }: SiteImage): string[] => [
  src,
  ...narrower.map((one) => one.src),
]

export type Images = {
  /** @throws when the issue holds no such image; reading the issue would already have refused that */
  of(path: string): SiteImage
  /** The same, as mail shows it. */
  inMail(path: string): SiteImage
  files: SiteFile[]
}

/** Names the images of an issue. */
export const imagesOf = (issue: Issue): Images => {
  const found = (path: string): Image => {
    const image = issue.images.get(path)
    if (!image) throw new Error(`The issue ${issue.id} has no image ${path}`)
    return image
  }
  const siteImage = (path: string, image: Image): SiteImage => {
    const { width, height } = image
    return { src: srcOf(issue.id, path, image), width, height }
  }
  return {
    of: (path) => {
      const { narrower, ...image } = found(path)
      const versions = narrower?.map((one) => ({ src: srcOf(issue.id, path, one), width: one.width }))
      return { ...siteImage(path, image), ...(versions && { narrower: versions }) }
    },
    inMail: (path) => siteImage(path, found(path).inMail ?? found(path)),
    files: [...issue.images].flatMap(([path, image]) =>
      [image, ...(image.inMail ? [image.inMail] : []), ...(image.narrower ?? [])].map((one) =>
        pictureFile(srcOf(issue.id, path, one), one.type, one.bytes),
      ),
    ),
  }
}

/**
 * Each issue has a folder of its own. Two issues with the same picture do not share a file, so that either can be taken
 * down.
 */
const srcOf = (issue: string, path: string, { bytes, type }: Image): string => {
  const name = path
    .split('/')
    .at(-1)!
    .replace(/\.\w+$/, '')
    // Use only characters that no client percent-encodes differently.
    .replace(/[^\w-]+/g, '-')
  return `/assets/${issue}/${name}-${sha256(bytes).slice(0, 12)}.${endings[type]}`
}

const endings: Record<Image['type'], string> = {
  'image/png': 'png',
  'image/jpeg': 'jpg',
  'image/gif': 'gif',
  'image/webp': 'webp',
  'image/svg+xml': 'svg',
}

/** The issue's images that a body shows, by path in the issue's folder. */
export const imagesIn = (body: Root): string[] => {
  const visit = ({ children }: Parent): string[] =>
    children.flatMap((child) => {
      if (!isElement(child)) return []
      const src = String(child.properties.src)
      return child.tagName === 'img' && !isRemote(src) ? [pathOf(src)] : visit(child)
    })
  return visit(body)
}

/** The path in the issue's folder for a `src` in a body. */
export const pathOf = (src: string): string => decodeURI(src)

/** Remote images are loaded from where they are. */
export const isRemote = (src: string): boolean => /^https:/i.test(src)
