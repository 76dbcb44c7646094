import type { DrawCard } from '../card/draw-card.ts'
import { type Card, cardPath } from '../model/card.ts'
import type { EditionsTable } from '../model/edition.table.ts'
import { pictureFile } from '../model/site-file.ts'
import type { Files } from './publish.store.ts'

export type CardDeps = {
  site: Files
  table: Pick<EditionsTable, 'cards' | 'putCards'>
  draw: DrawCard
  /** Called with letters that no font has; they are missing from the card. */
  onMissing: (card: Card, letters: string[]) => void
}

/** Draws the cards of an issue that are not on the site yet. */
export type WriteCards = (issue: string, cards: Card[]) => Promise<void>

/** The list is stored after this many cards, of a tenth of a second each: all that is lost if the function is killed. */
const keptEvery = 20

/**
 * The list of existing cards is stored with the issue, because drawing one takes longer than writing a hundred pages.
 * It may be killed anywhere and run again; two may run at once and at worst draw a card twice.
 * @throws when a font cannot be read, or a store fails
 */
export const createWriteCards =
  ({ site, table, draw, onMissing }: CardDeps): WriteCards =>
  async (issue, cards) => {
    const wanted = new Map(cards.map((card) => [cardPath(card), card]))
    const there = new Set(await table.cards(issue))
    const lacking = [...wanted].filter(([path]) => !there.has(path))
    for (const [at, [path, card]] of lacking.entries()) {
      const { png, missing } = await draw(card)
      if (missing.length > 0) onMissing(card, missing)
      await site(pictureFile(path, 'image/png', png))
      there.add(path)
      const isLast = at === lacking.length - 1
      // Cards of earlier versions need not be remembered.
      if (isLast || at % keptEvery === keptEvery - 1)
        await table.putCards(
          issue,
          [...there].filter((one) => wanted.has(one)),
        )
    }
  }
