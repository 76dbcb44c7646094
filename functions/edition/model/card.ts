import { createHash } from 'node:crypto'
import type { Language } from '../../publication/language.ts'
import type { Publication } from '../../publication/publication.ts'

/** The contents of a card, the picture that stands for a page in link previews. */
export type Card = {
  /** Id of the issue. Two issues never share a card, even if both look alike, so that either can be taken down. */
  issue: string
  language: Language
  brand: Publication['brand']
  /** The publication's name. */
  name: string
  /** The section's name, above the title. */
  label?: string
  title: string
  /** The issue and its date, below the title. */
  foot?: string
}

/** Size in pixels. The Open Graph protocol asks for none; 1.91 : 1 is what all link previews show uncropped. */
export const cardSize = { width: 1200, height: 630 }

/** Incremented whenever the look of cards changes, so that pictures get new names. */
const design = 1

/** A card's path on the site, named by its contents: drawn once, never changed. */
export const cardPath = (card: Card): string =>
  `/cards/${createHash('sha256')
    .update(JSON.stringify([design, card]))
    .digest('hex')
    .slice(0, 16)}.png`
