import type { DigestProps } from './digest-props.ts'
import { directionOf, isolate, isolatedLine } from './direction.ts'
import { type Markup, mj } from './markup.ts'
import { begin, end } from './slots.ts'

/** The preheader as plain text, for a reader of every section. */
export const preheaderOf = ({ language, preheader, sections }: DigestProps): string =>
  isolatedLine([preheader, ...sections.map(({ name }) => name)], directionOf(language))

/** The preheader, with the names of sections that the reader has chosen and no others. */
export const preheaderMarkup = ({ language, preheader, sections }: DigestProps): Markup =>
  mj`${preheader}${sections.map(({ topic, name }) => {
    const more = ` · ${isolate(name, directionOf(language))}`
    return topic === undefined ? more : `${begin({ topic })}${more}${end}`
  })}`

/** Invisible filler after the preheader, so that an inbox does not continue with the mail's text. */
export const blank = '\u034f\u200c\u00a0'.repeat(70)

/**
 * What an inbox shows beside the subject, read from a mail that is made: its first text, which the mail itself hides.
 * @returns text with its entities; empty where a mail hides none
 */
export const preheaderIn = (html: string): string => {
  const [, hidden = ''] = /<div style="display:none[^>]*>([^<]*)<\/div>/.exec(html) ?? []
  return hidden.split(blank)[0]!.trim()
}
