import { createHash } from 'node:crypto'
import type { Language } from '../../publication/language.ts'
import type { Publication } from '../../publication/publication.ts'

/** What a card shows: the picture that stands for a page wherever somebody passes it on. */
export type Card = {
  /** Whose it is: cards of two issues are never one, even if they look alike, so that one may be taken down. */
  issue: string
  language: Language
  brand: Publication['brand']
  /** The publication. */
  name: string
  /** Above the title: the section. */
  label?: string
  title: string
  /** Below it: which issue, when. */
  foot?: string
}

/** As link previews want it (The Open Graph protocol asks for no size; 1.91 : 1 is what all of them show uncut). */
export const cardSize = { width: 1200, height: 630 }

/** Goes up with every change of how a card looks: its picture then has another name. */
const design = 1

/** Where a card lies on the site, named by all that is on it: drawn once, and never changed. */
export const cardPath = (card: Card): string =>
  `/cards/${createHash('sha256')
    .update(JSON.stringify([design, card]))
    .digest('hex')
    .slice(0, 16)}.png`
