import type { Root } from 'hast'
import type { Image, Issue } from '../../issue/issue.ts'
import { sha256 } from '../../issue/manifest.ts'
import { isElement, type Parent } from '../../issue/tree.ts'
import type { SiteFile } from './edition.ts'
import { pictureFile } from './site-file.ts'

/** An image on the site: its path, named by its content, and its size. */
type SiteImage = { src: string; width: number; height: number }

export type Images = {
  /** @throws when the issue holds no such image; reading the issue would already have refused that */
  of(path: string): SiteImage
  files: SiteFile[]
}

/** Names the images of an issue. */
export const imagesOf = (issue: Issue): Images => {
  const known = new Map(
    [...issue.images].map(([path, image]) => [path, { image, src: srcOf(issue.id, path, image) }]),
  )
  return {
    of: (path) => {
      const found = known.get(path)
      if (!found) throw new Error(`The issue ${issue.id} has no image ${path}`)
      const { width, height } = found.image
      return { src: found.src, width, height }
    },
    files: [...known.values()].map(({ image, src }) => pictureFile(src, image.type, image.bytes)),
  }
}

/** In the issue's own folder: two issues with the same picture share no file, so that either can take its own down. */
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
