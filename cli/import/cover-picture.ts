import { saysNothing } from '../../functions/issue/says-nothing.ts'
import { pictureIn } from './clean/images.ts'
import { quoted } from './clean/remarks.ts'
import { pictureBeside } from './folder-pictures.ts'
import type { Doubt, IssueFacts, NamedPicture, OutlinedArticle } from './outline.ts'

export type CoverPicture = { path: string; alt: string }

type Has = (path: string) => boolean | string

/**
 * Finds the picture that a document's front matter names, in the document's folder.
 * @param has says whether a picture is there, or why it is not shown
 */
export const coverPicture = (
  { picture }: IssueFacts,
  has: Has,
  doubts: Doubt[],
): CoverPicture | undefined => {
  const cover = picture && namedPicture(picture, has, 'is not on the cover', doubts)
  if (cover && !cover.alt)
    doubts.push({
      ...placeOf(picture),
      what: 'the picture on the cover has no alternative text: say what it shows',
    })
  return cover
}

/** Finds the picture that an article's front matter names; its title stands for what it shows where nothing says it. */
export const articlePicture = (
  { picture, title }: OutlinedArticle,
  has: Has,
  doubts: Doubt[],
): CoverPicture | undefined => {
  const found = picture && namedPicture(picture, has, 'is not taken for its article', doubts)
  if (!found || found.alt) return found
  doubts.push({
    ...placeOf(picture),
    what: `the article’s picture has no alternative text: its title stands for one, ${quoted(title)}`,
  })
  return saysNothing(title) ? undefined : { ...found, alt: title }
}

const namedPicture = (
  picture: NamedPicture,
  has: Has,
  fails: string,
  doubts: Doubt[],
): CoverPicture | undefined => {
  const { address, source, alt = '' } = picture
  const inFolder = source === undefined ? undefined : pictureBeside(address, source, has)
  const found = pictureIn(inFolder === undefined ? address : encodeURI(inFolder), has)
  if ('path' in found) return { path: found.path, alt: saysNothing(alt) ? '' : alt }
  doubts.push({ ...placeOf(picture), what: `the picture ${quoted(address)} ${fails}: ${found.missing}` })
  return undefined
}

const placeOf = ({ line, source }: NamedPicture): Pick<Doubt, 'line' | 'source'> => ({
  line,
  ...(source !== undefined && { source }),
})
