import type { Doubt, SourceLine } from '../outline.ts'
import { isSponsor } from './line-vocabulary.ts'
import type { NewsletterText } from './newsletter-text.ts'

/** Tells of the first line that names a sponsor: advertising has to be labelled, and nobody else knows whether it is. */
export const sponsorIn = (lines: Iterable<SourceLine>): Doubt[] => {
  for (const { line, text } of lines)
    if (isSponsor(text))
      return [
        { line, what: 'names a sponsor: if it is advertising, write `advertising: true` into issue.yaml' },
      ]
  return []
}

export const sponsorsIn = ({ lines, keptIn, from }: NewsletterText): Doubt[] =>
  sponsorIn(keptIn(from, lines.length).map((at) => ({ line: at + 1, text: lines[at]! })))
