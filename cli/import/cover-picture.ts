import { saysNothing } from '../../functions/issue/says-nothing.ts'
import { pictureIn } from './clean/images.ts'
import { quoted } from './clean/remarks.ts'
import type { Doubt, IssueFacts } from './outline.ts'

export type CoverPicture = { path: string; alt: string }

/**
 * Finds the picture that a document's front matter names, in the document's folder.
 * @param has says whether a picture is there, or why it is not shown
 */
export const coverPicture = (
  { picture }: IssueFacts,
  has: (path: string) => boolean | string,
  doubts: Doubt[],
): CoverPicture | undefined => {
  if (!picture) return undefined
  const { address, line } = picture
  const alt = saysNothing(picture.alt ?? '') ? '' : (picture.alt ?? '')
  const found = pictureIn(address, has)
  if ('missing' in found) {
    doubts.push({ line, what: `the picture ${quoted(address)} is not on the cover: ${found.missing}` })
    return undefined
  }
  if (!alt) doubts.push({ line, what: 'the picture on the cover has no alternative text: say what it shows' })
  return { path: found.path, alt }
}
