import { directionOf, isolate, isolatedLine } from '../../emails/direction.ts'
import type { Language } from './language.ts'
import { wordsOf } from './words.ts'

/**
 * Parts of one line, with the language's sign between them. Names of the other direction are set apart; what is not
 * there is left out.
 */
export const inOneLine = (parts: readonly (string | false | undefined)[], language: Language): string =>
  isolatedLine(
    parts.filter((part) => Boolean(part)) as string[],
    directionOf(language),
    wordsOf(language).site.between,
  )

/** Names as the language lists them: `In Focus, Viewpoints, and In the Press`. */
export const listed = (
  names: readonly string[],
  language: Language,
  style: Intl.ListFormatStyle = 'long',
): string =>
  new Intl.ListFormat(language, { style }).format(names.map((name) => isolate(name, directionOf(language))))
