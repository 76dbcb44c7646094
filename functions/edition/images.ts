import type { Image, Issue } from '../issue/issue.ts'
import { sha256 } from '../issue/manifest.ts'
import type { SiteFile } from './edition.ts'
import { assetFile } from './site-file.ts'

/** An image as pages and mails show it: its path on the site, named by its content. */
type SiteImage = { src: string; width: number; height: number }

export type Images = {
  /** @throws when the issue holds no such image: reading it would have refused that */
  of(path: string): SiteImage
  files: SiteFile[]
}

/** Names the images of an issue. */
export const imagesOf = (issue: Issue): Images => {
  const known = new Map([...issue.images].map(([path, image]) => [path, { image, src: srcOf(path, image) }]))
  return {
    of: (path) => {
      const found = known.get(path)
      if (!found) throw new Error(`The issue ${issue.id} has no image ${path}`)
      const { width, height } = found.image
      return { src: found.src, width, height }
    },
    files: [...known.values()].map(({ image, src }) => assetFile(src, image.type, image.bytes)),
  }
}

const srcOf = (path: string, { bytes, type }: Image): string => {
  const name = path
    .split('/')
    .at(-1)!
    .replace(/\.\w+$/, '')
    // An address of letters that no client encodes one way or the other.
    .replace(/[^\w-]+/g, '-')
  return `/assets/${name}-${sha256(bytes).slice(0, 12)}.${type === 'image/png' ? 'png' : 'jpg'}`
}
