import type { DigestProps } from './digest-props.ts'
import { directionOf, isolate, isolatedLine } from './direction.ts'
import { type Markup, mj } from './markup.ts'
import { begin, end } from './slots.ts'

/** The preheader as plain text, for a reader of every section. */
export const preheaderOf = ({ language, preheader, teasers = [] }: DigestProps): string =>
  isolatedLine([preheader, ...teasers.map(({ text }) => text)], directionOf(language))

/** The preheader, with the teasers of sections that the reader has chosen and no others. */
export const preheaderMarkup = ({ language, preheader, teasers = [] }: DigestProps): Markup =>
  mj`${preheader}${teasers.map(({ topic, text }) => {
    const more = ` · ${isolate(text, directionOf(language))}`
    return topic === undefined ? more : mj`${begin({ topic })}${more}${end}`
  })}`

/** Invisible filler after the preheader, so that an inbox does not continue with the mail's text. */
const filler = '\u034f\u200c'
export const blank = `${filler}\u00a0`.repeat(70)

/**
 * What an inbox shows beside the subject, read from a mail that is made: its first text, which the mail itself hides.
 * @returns text with its entities; empty where a mail hides none
 */
export const preheaderIn = (html: string): string => {
  const [, hidden = ''] = /<div style="display:none[^>]*>([^<]*)<\/div>/.exec(html) ?? []
  return hidden.split(filler)[0]!.trim()
}
