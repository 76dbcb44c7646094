import { access, mkdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { type Card, cardPath } from '../../functions/edition/model/card.ts'
import { keyOf } from '../../functions/edition/model/paths.ts'
import { plural } from '../terminal/format.ts'
import type { TerminalIo } from '../terminal/terminal-io.ts'

/**
 * Draws the cards that a folder does not have yet, and reports letters that no font has.
 * @param out the folder of the site's files
 */
export const buildCards = async (io: TerminalIo, out: string, cards: Card[]): Promise<void> => {
  const [{ createDrawCard }, { packagedCardFiles }] = await Promise.all([
    import('../../functions/edition/card/draw-card.ts'),
    import('./card-files.ts'),
  ])
  const draw = createDrawCard(packagedCardFiles)
  for (const [at, card] of cards.entries()) {
    const file = join(out, keyOf(cardPath(card)))
    if (await isThere(file)) continue
    io.progress(`${at + 1} of ${plural(cards.length, 'card')}`)
    const { png, missing } = await draw(card)
    if (missing.length > 0)
      io.complain(
        io.style('yellow', `The card of “${card.title}” lacks ${missing.join(' ')}: no font has it`),
      )
    await mkdir(dirname(file), { recursive: true })
    await writeFile(file, png)
  }
}

const isThere = (file: string): Promise<boolean> =>
  access(file).then(
    () => true,
    () => false,
  )
