import { quoted } from '../clean/remarks.ts'
import { detectLanguage } from '../detect-language.ts'
import { readMetadata } from '../metadata.ts'
import type { Outline } from '../outline.ts'
import { boilerplateIn } from './boilerplate.ts'
import { closingPart } from './closing.ts'
import { definitionsApart } from './definitions.ts'
import { settled } from './finish-outline.ts'
import { scanNewsletter } from './lines.ts'
import { chunksOf, headingsByLook, newsletterText } from './newsletter-text.ts'
import { openingOf } from './opening.ts'
import { partsOf } from './parts.ts'
import { altIn, hasPicture, hasTemplate, plainOf } from './plain-markdown.ts'
import { sponsorsIn } from './sponsors.ts'
import { titleOf } from './title.ts'

/**
 * Outlines a newsletter that is a single Markdown document. Its sections and items may be headings, list entries,
 * numbered paragraphs or bold lines. Never throws; every line that is not blank is in exactly one span, or dropped.
 * @param text the whole document, with LF line ends and without a byte-order mark
 * @param options.name the file name without extension, used if the document has no title
 * @param options.language its language, if known
 */
export const outlineNewsletter = (text: string, options: { name: string; language?: string }): Outline => {
  const lines = text.split('\n')
  const { span, doubts, ...metadata } = readMetadata(lines)
  const from = span?.endLine ?? 0
  const scanned = scanNewsletter(lines, from)
  const { kinds } = scanned
  const { urls, apart, dropped: moved } = definitionsApart(lines, kinds, from)
  const dropped = boilerplateIn(lines, kinds, from, scanned.headings)
  for (const { line, reason } of moved) dropped.set(line - 1, reason)
  const known = newsletterText({ ...scanned, lines, dropped, definitions: urls, from })
  const titled = titleOf(known, metadata, options.name)
  const language = options.language ?? metadata.language ?? detectLanguage(lines.slice(from))
  // Headings before the title are not among those it heads.
  const rest = titled.heading
    ? scanned.headings.slice(scanned.headings.indexOf(titled.heading) + 1)
    : scanned.headings
  const marked = rest.some(({ raw }) => plainOf(raw) !== '')
    ? rest
    : [...rest, ...headingsByLook(known, titled.spans.at(-1)?.endLine ?? from)]
  const headings = marked.toSorted((a, b) => a.startLine - b.startLine)
  for (const { startLine } of headings) kinds[startLine - 1] = 'heading'

  const chunks = chunksOf(headings, lines.length)
  const closing = closingPart(known, chunks)
  const parts = partsOf(known, chunksOf(headings.slice(0, closing.from), closing.endsAt))
  const opened = openingOf(known, {
    title: titled.title,
    spans: titled.spans,
    language,
    end: headings[0] && closing.from > 0 ? headings[0].startLine - 1 : closing.endsAt,
    isWhole: closing.from === 0,
  })
  const titles = [
    { startLine: titled.spans[0]?.startLine ?? 1, raw: metadata.title ?? '' },
    ...scanned.headings,
  ]
  const templated = titles
    .filter(({ raw }) => hasTemplate(raw))
    .map(({ startLine }) => ({
      line: startLine,
      what: 'template code in a title is left out: nothing fills it in here',
    }))
  const pictured = scanned.headings
    .filter(({ raw }) => hasPicture(raw))
    .map(({ startLine, raw }) => ({
      line: startLine,
      what: `a picture in a title is left out: ${quoted(altIn(raw) || raw)}`,
    }))
  const outline: Outline = {
    issue: {
      title: titled.title,
      number: titled.number,
      date: titled.date,
      language,
      coverLines: metadata.description ? [metadata.description] : [],
      picture: metadata.image
        ? { address: metadata.image, alt: metadata.imageAlt, line: span?.startLine ?? 1 }
        : undefined,
    },
    sections: [...opened.sections, ...parts.sections],
    articles: [...opened.articles, ...parts.articles],
    frontMatter: [...(span ? [span] : []), ...opened.frontMatter, ...parts.frontMatter],
    headings: [...opened.headings, ...parts.headings],
    backMatter: closing.parts,
    dropped: [],
    doubts: [
      ...doubts,
      ...templated,
      ...pictured,
      ...sponsorsIn(known),
      ...scanned.doubts,
      ...opened.doubts,
      ...parts.doubts,
    ],
  }
  return settled(known, outline, { title: titled.spans, apart, author: metadata.author })
}
