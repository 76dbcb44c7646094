import type { Publication } from '../../functions/publication/publication.ts'
import { packagedCardFiles } from '../card-files.ts'
import { withoutEmoji } from './ask-for-magazine.ts'

/**
 * An issue's cover in the magazine's colours: its name, and below it a title. Of letters that no font of ours has, none are
 * drawn; the colours are then all there is.
 * @param title only where it is the same in every language: an issue has one picture for all
 * @returns PNG
 */
export const drawCover = async (
  { languages, names, brand }: Pick<Publication, 'languages' | 'names' | 'brand'>,
  title?: string,
): Promise<Uint8Array> => {
  const { createDrawCard } = await import('../../functions/edition/card/draw-card.ts')
  const draw = createDrawCard(packagedCardFiles)
  const language = languages[0]!
  const name = withoutEmoji(names[language]!)
  const card = title
    ? { issue: '', language, brand, name, title: withoutEmoji(title) }
    : { issue: '', language, brand, name: '', title: name }
  const { png, missing } = await draw(card)
  if (missing.length === 0) return png
  return (await draw({ issue: '', language, brand, name: '', title: '' })).png
}
