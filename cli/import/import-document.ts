import { type AssembleOptions, assemble, type ImportedIssue } from './assemble.ts'
import { cleanCharacters } from './clean/clean.ts'
import { fillAddresses } from './liquid-variables.ts'
import { countsOf } from './magazine/count.ts'
import { outlineMagazine } from './magazine/magazine.ts'
import { outlineNewsletter } from './newsletter/newsletter.ts'
import { sourceLines } from './scan.ts'

export type ImportOptions = Pick<AssembleOptions, 'publication' | 'image'> & {
  /** The document's name without its ending, for a title and a date when it has none itself. */
  name: string
  /** A BCP 47 tag; absent: what the document says or seems to be in. */
  language?: string
  /** The language of a document that does not show its own. */
  fallback: string
}

/** Longer than any magazine; what is read has to be held in memory several times over. */
export const mostBytes = 5_000_000

/**
 * Makes an issue of one long Markdown document: of a printed magazine by its table of contents, of anything else by its
 * headings, lists and bold lines. Never refuses: what is not understood is text, and doubted.
 * @param bytes UTF-8, at most `mostBytes`
 */
export const importDocument = (
  bytes: Uint8Array,
  { name, language: asked, fallback, publication, image }: ImportOptions,
): ImportedIssue & { language: string } => {
  const { text: written, doubts } = cleanCharacters(new TextDecoder().decode(bytes))
  const text = fillAddresses(written)
  const magazine = outlineMagazine(text)
  const outline = magazine ?? outlineNewsletter(text, { name, ...(asked && { language: asked }) })
  const language = asked ?? outline.issue.language ?? fallback
  const lines = magazine ? sourceLines(text) : []
  const imported = assemble(
    { ...outline, doubts: [...doubts, ...outline.doubts] },
    {
      documents: [{ text }],
      language,
      publication,
      image,
      ...(magazine && { count: ({ startLine, endLine }) => countsOf(lines.slice(startLine - 1, endLine)) }),
    },
  )
  return { ...imported, language }
}
