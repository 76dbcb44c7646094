import type { Root } from 'hast'
import type { Image, Issue } from '../../issue/issue.ts'
import { sha256 } from '../../issue/manifest.ts'
import { isElement, type Parent } from '../../issue/tree.ts'
import type { SiteFile } from './edition.ts'
import { pictureFile } from './site-file.ts'

/** An image as pages and mails show it: its path on the site, named by its content. */
type SiteImage = { src: string; width: number; height: number }

export type Images = {
  /** @throws when the issue holds no such image: reading it would have refused that */
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

/** Under the issue's own name: two issues that show the same picture share no file, so that one may take its down. */
const srcOf = (issue: string, path: string, { bytes, type }: Image): string => {
  const name = path
    .split('/')
    .at(-1)!
    .replace(/\.\w+$/, '')
    // An address of letters that no client encodes one way or the other.
    .replace(/[^\w-]+/g, '-')
  return `/assets/${issue}/${name}-${sha256(bytes).slice(0, 12)}.${type === 'image/png' ? 'png' : 'jpg'}`
}

/** The images of the issue that a body shows, by their paths in its folder. */
export const imagesIn = (body: Root): string[] => {
  const visit = ({ children }: Parent): string[] =>
    children.flatMap((child) => {
      if (!isElement(child)) return []
      const src = String(child.properties.src)
      return child.tagName === 'img' && !isRemote(src) ? [pathOf(src)] : visit(child)
    })
  return visit(body)
}

/** The path in the issue's folder that a `src` in a body stands for. */
export const pathOf = (src: string): string => decodeURI(src)

/** An image elsewhere is loaded from there. */
export const isRemote = (src: string): boolean => /^https:/i.test(src)
