import type { DrawCard } from '../card/draw-card.ts'
import { bookFile } from '../epub/build-book.ts'
import type { Edition, Source } from '../model/edition.ts'

/**
 * An edition with its issue as a book among its files. Apart from building the edition, because a book takes a while and
 * nothing but downloads shows it.
 * @param modified when the edition was published, ISO 8601
 */
export const withBook = async (
  edition: Edition,
  source: Omit<Source, 'language'>,
  modified: string,
  drawCover: DrawCard,
): Promise<Edition> => {
  const { language } = edition.digest
  const book = await bookFile({ ...source, language }, modified, drawCover)
  return { ...edition, files: [...edition.files, book] }
}
