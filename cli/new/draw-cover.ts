import type { Publication } from '../../functions/publication/publication.ts'
import { packagedCardFiles } from '../editions/card-files.ts'
import { withoutEmoji } from './without-emoji.ts'

/**
 * An issue's cover in the magazine's colours: its name, and below it a title.
 * @param title only where it is the same in every language: an issue has one picture for all
 * @returns PNG; undefined where no font of ours has the letters: colours alone look like a picture that failed to load
 */
export const drawCover = async (
  { languages, names, brand }: Pick<Publication, 'languages' | 'names' | 'brand'>,
  title?: string,
): Promise<Uint8Array | undefined> => {
  const { createDrawCard } = await import('../../functions/edition/card/draw-card.ts')
  const draw = createDrawCard(packagedCardFiles)
  const language = languages[0]!
  const name = withoutEmoji(names[language]!)
  const card = title
    ? { issue: '', language, brand, name, title: withoutEmoji(title) }
    : { issue: '', language, brand, name: '', title: name }
  const { png, missing } = await draw(card)
  return missing.length === 0 ? png : undefined
}
