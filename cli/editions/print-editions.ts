import { kilobytes, plural } from '../terminal/format.ts'
import type { TerminalIo } from '../terminal/terminal-io.ts'
import type { LocalEdition } from './editions.ts'

/** Prints what an issue's editions hold. */
export const reportEditions = (io: TerminalIo, id: string, editions: readonly LocalEdition[]): void => {
  for (const { language, articles, digestBytes } of editions)
    io.print(`${id}  ${language}  ${plural(articles, 'article')}, digest ${kilobytes(digestBytes)}`)
}
