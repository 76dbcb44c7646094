import type { Root } from 'hast'
import type { ArticleText, Issue } from '../../issue/issue.ts'
import { isElement } from '../../issue/tree.ts'
import { imagesIn, isRemote, pathOf } from './images.ts'
import { leadOf } from './tiers.ts'

/** Pixels and bytes of a text’s picture that may stand for it in mail without its editor’s asking. */
const suits = { width: 600, mostBytes: 1_000_000, flattest: 4, tallest: 1 }

/** Where the publication's artwork is among an issue's images: no file of a folder has such a path. */
export const artwork = '/artwork'

/**
 * The picture of a lead: the one its editor chose, else, if the issue has no cover to open with, the first of its text,
 * where that is one that mail can show, wide and light enough, else the publication's artwork, once it is drawn.
 */
export const leadPicture = (
  issue: Pick<Issue, 'cover' | 'images'>,
  text: ArticleText,
): { path: string; alt: string } | undefined =>
  text.image ??
  (issue.cover.image
    ? undefined
    : (firstPicture(issue, text) ?? (issue.images.has(artwork) ? { path: artwork, alt: '' } : undefined)))

const firstPicture = (
  { images }: Pick<Issue, 'images'>,
  { body }: Pick<ArticleText, 'body'>,
): { path: string; alt: string } | undefined => {
  const [path] = imagesIn(body)
  const whole = path === undefined ? undefined : images.get(path)
  const found = whole?.inMail ?? whole
  if (path === undefined || !found || found.type === 'image/webp' || found.undrawable) return undefined
  const { width, height, bytes, type } = found
  const isSharp = type === 'image/svg+xml' || width >= suits.width
  const ratio = width / height
  const isWide = ratio >= suits.tallest && ratio <= suits.flattest
  return isSharp && isWide && bytes.byteLength <= suits.mostBytes
    ? { path, alt: altOf(body, path) }
    : undefined
}

const altOf = ({ children }: { children: Root['children'] }, path: string): string => {
  for (const child of children) {
    if (!isElement(child)) continue
    const { tagName, properties } = child
    const src = String(properties.src)
    if (tagName === 'img' && !isRemote(src) && pathOf(src) === path) return String(properties.alt ?? '')
    const found = altOf(child, path)
    if (found) return found
  }
  return ''
}

/** The pictures that the digest shows of an issue’s pieces, in every language, by path. */
export const picturesInMail = (issue: Issue): string[] => {
  const lead = leadOf(issue)?.article
  return issue.sections.flatMap(({ articles }) =>
    articles.flatMap((article) =>
      Object.values(article.texts).flatMap((text) => {
        const picture = article === lead ? leadPicture(issue, text) : text.image
        return picture ? [picture.path] : []
      }),
    ),
  )
}
