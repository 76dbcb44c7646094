import { type AssembleOptions, assemble, type ImportedIssue } from './assemble.ts'
import { decodeDocument } from './decode-document.ts'
import { readForeignMarks } from './foreign-marks.ts'
import { fillAddresses } from './liquid-variables.ts'
import { countsOf } from './magazine/count.ts'
import { outlineMagazine } from './magazine/magazine.ts'
import { outlineNewsletter } from './newsletter/newsletter.ts'
import { sourceLines } from './scan.ts'
import { unwrapLines } from './unwrap-lines.ts'

export type ImportOptions = Pick<AssembleOptions, 'publication' | 'image'> & {
  /** The document's file name without extension: its title and date if it has none itself. */
  name: string
  /** A BCP 47 tag. Default: what the document says, or the language detected. */
  language?: string
  /** The language if none can be detected. */
  fallback: string
}

/** More than any magazine has. What is read is held in memory several times over. */
export const mostDocumentBytes = 5_000_000

/**
 * Makes an issue of one long Markdown document: a printed magazine by its table of contents, anything else by its
 * headings, lists and bold lines. Never refuses: what it does not understand becomes text, with a doubt.
 * @param bytes text in any encoding that `decodeDocument` knows, at most `mostDocumentBytes`
 */
export const importDocument = (
  bytes: Uint8Array,
  { name, language: asked, fallback, publication, image }: ImportOptions,
): ImportedIssue & { language: string } => {
  const { text: written, doubts } = decodeDocument(bytes)
  const { text, dropped } = readForeignMarks(unwrapLines(fillAddresses(written)))
  const magazine = outlineMagazine(text)
  const outline = magazine ?? outlineNewsletter(text, { name, ...(asked && { language: asked }) })
  const language = asked ?? outline.issue.language ?? fallback
  const lines = magazine ? sourceLines(text) : []
  const imported = assemble(
    { ...outline, dropped: [...dropped, ...outline.dropped], doubts: [...doubts, ...outline.doubts] },
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
