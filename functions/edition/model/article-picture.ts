import type { ArticleText, Issue } from '../../issue/issue.ts'
import { imagesIn } from './images.ts'

/** Pixels of a text's picture that may stand for it without its editor's asking. */
const suits = { width: 600, flattest: 4, tallest: 0.8 }

/**
 * The picture that stands for an article on the site and in feeds: the one its editor chose, else the first of its text
 * that is wide enough and neither a ribbon nor a pillar. Its path in the issue's folder.
 */
export const articlePicture = (
  { images }: Pick<Issue, 'images'>,
  { image, body }: Pick<ArticleText, 'image' | 'body'>,
): string | undefined =>
  image?.path ??
  imagesIn(body).find((path) => {
    const found = images.get(path)
    if (!found) return false
    const ratio = found.width / found.height
    const isSharp = found.type === 'image/svg+xml' || found.width >= suits.width
    return isSharp && ratio >= suits.tallest && ratio <= suits.flattest
  })
