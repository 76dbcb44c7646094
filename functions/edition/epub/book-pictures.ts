import type { Image } from '../../issue/issue.ts'
import type { Source } from '../model/edition.ts'
import { hasPage } from '../model/has-page.ts'
import type { Images } from '../model/images.ts'
import { stubPath } from '../model/paths.ts'
import type { Places } from './body-xhtml.ts'
import { articleFile } from './book-texts.page.ts'

/** A picture of a book. `path`: in the issue's folder; `file`: in the book's. */
export type Picture = Image & { path: string; file: string }

/** Bytes: services that send books to reading devices take 50 MB. */
const mostOfPictures = 40_000_000

/** The pictures for which a book has room, in the order in which the issue names them. */
export const bookPictures = (issue: Source['issue'], { of }: Images): Picture[] => {
  let room = mostOfPictures
  return [...issue.images].flatMap(([path, image]) => {
    if (image.bytes.byteLength > room) return []
    room -= image.bytes.byteLength
    return [{ ...image, path, file: `images/${of(path).src.split('/').at(-1)}` }]
  })
}

/** What a text of the book refers to, from where it stands. @param root the way from there to the book's folder, such as `../` */
export const placesFrom = (
  { issue, language, siteUrl }: Source,
  images: Images,
  pictures: readonly Picture[],
  root: string,
): Places => {
  const inBook = new Map(
    pictures.map(({ path, file, width, height }) => [path, { src: root + file, width, height }]),
  )
  const pages = new Map(
    issue.sections
      .flatMap(({ articles }) => articles)
      .filter((article) => hasPage({ article }))
      .map(({ slug }) => [siteUrl + stubPath(language, issue.id, slug), root + articleFile(slug)]),
  )
  return {
    images,
    picture: (path) => inBook.get(path),
    outside: (path) => siteUrl + images.of(path).src,
    link: (url) => pages.get(url) ?? new URL(url).href,
  }
}
