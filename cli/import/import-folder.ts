import type { ReadFolder } from '../local-content/read-folder.ts'
import { type AssembleOptions, assemble, type ImportedIssue } from './assemble.ts'
import { binaryKindOf, decodeDocument } from './decode-document.ts'
import { detectLanguage } from './detect-language.ts'
import { articleOfFile } from './folder-article.ts'
import { type FolderEntry, guessContents, readSummary } from './folder-contents.ts'
import { asLinks, documentsBy } from './folder-links.ts'
import { readForeignMarks } from './foreign-marks.ts'
import type { ImportOptions } from './import-document.ts'
import { fillAddresses } from './liquid-variables.ts'
import { readMetadata } from './metadata.ts'
import { numberIn, readName } from './newsletter/name.ts'
import type { IssueFacts, Outline, OutlinedSection, Span } from './outline.ts'
import { withoutClosing } from './scan.ts'
import { plainTitle } from './titles.ts'

export type FolderOptions = ImportOptions & Pick<AssembleOptions, 'addressOf'>

/**
 * Makes an issue of a folder of Markdown files, one article per file, in the order and sections of its `SUMMARY.md`, or
 * else in order of path. Its `README.md` says which issue it is. Line numbers in the report are those of each file.
 * @param folder files with relative paths; those that may not be read become doubts
 */
export const importFolder = (
  { files, refused }: ReadFolder,
  { name, language: asked, fallback, publication, image, addressOf }: FolderOptions,
): ImportedIssue & { language: string } => {
  const documents = files.filter(({ path }) => /\.(md|markdown)$/i.test(path))
  const binary = documents.flatMap(({ path, bytes }) => {
    const kind = binaryKindOf(bytes)
    return kind ? [{ path, reason: `it is ${kind}` }] : []
  })
  const known = documents.filter(({ path }) => !binary.some((one) => one.path === path))
  const find = documentsBy(known.map(({ path }) => path))
  const written = known.map(({ path: source, bytes }) => {
    const { text, doubts } = decodeDocument(bytes)
    const marked = readForeignMarks(asLinks(fillAddresses(text), source, find))
    return { source, ...marked, doubts }
  })
  const texts = new Map(written.map(({ source, text }) => [source, text]))
  const summary = texts.get('SUMMARY.md')
  const entries = summary === undefined ? guessContents([...texts.keys()]) : readSummary(summary)
  const found = entries.filter(({ path }) => texts.has(path))
  const read = found.map((entry) => articleOfFile(entry, texts.get(entry.path)!))
  const about = readAbout(texts.get('README.md'), name)
  const language =
    asked ??
    about.language ??
    read.find((one) => one.language)?.language ??
    detectLanguage([...texts.values()].flatMap((text) => text.split('\n').slice(0, 200))) ??
    fallback
  const listed = new Set(found.map(({ path }) => path))
  const outline: Outline = {
    issue: about,
    sections: sectionsOf(found),
    articles: read.map(({ article }) => article),
    frontMatter: summary === undefined ? [] : [{ ...wholeOf(summary), source: 'SUMMARY.md' }],
    headings: [],
    backMatter: [],
    dropped: [
      ...written.flatMap(({ source, dropped }) => dropped.map((one) => ({ ...one, source }))),
      ...read.flatMap(({ dropped }) => dropped),
      ...[...texts].flatMap(([path, text]) => {
        if (listed.has(path) || path === 'SUMMARY.md') return []
        const { startLine: line, endLine } = wholeOf(text)
        const reason = summary === undefined ? 'its name is not that of an article' : 'is not in SUMMARY.md'
        return { line, endLine, source: path, reason }
      }),
    ],
    doubts: [
      ...[...refused, ...binary].map(({ path, reason }) => ({
        line: 1,
        source: path,
        what: `it is left out: ${reason}`,
      })),
      ...written.flatMap(({ source, doubts }) => doubts.map((doubt) => ({ ...doubt, source }))),
      ...read.flatMap(({ doubts }) => doubts),
      ...entries
        .filter(({ path }) => !texts.has(path))
        .map(({ path }) => ({ line: 1, source: 'SUMMARY.md', what: `${path} is not there` })),
    ],
  }
  return {
    ...assemble(outline, {
      documents: written,
      language,
      publication,
      image,
      ...(addressOf && { addressOf }),
    }),
    language,
  }
}

/** The span from the first line to the last that is not blank. */
const wholeOf = (text: string): Span => {
  const last = text.split('\n').findLastIndex((line) => line.trim() !== '')
  return { startLine: 1, endLine: Math.max(1, last + 1) }
}

/** What the folder's `README.md` says of the issue, else its name. */
const readAbout = (text: string | undefined, name: string): IssueFacts => {
  const { span, doubts: _, ...metadata } = readMetadata((text ?? '').split('\n'))
  const heading = /^#[ \t](.*)$/m.exec(text ?? '')?.[1]
  const file = readName(name)
  const title = metadata.title ?? (heading ? withoutClosing(heading) : undefined)
  return {
    title: title ? plainTitle(title) : name.replace(/[-_]+/g, ' '),
    number: metadata.number ?? numberIn(plainTitle(title ?? '')) ?? file.number,
    date: metadata.date ?? file.date,
    language: metadata.language,
    coverLines: metadata.description ? [metadata.description] : [],
    ...(metadata.image && {
      picture: {
        address: metadata.image,
        alt: metadata.imageAlt,
        line: span?.startLine ?? 1,
        source: 'README.md',
      },
    }),
  }
}

const sectionsOf = (entries: readonly FolderEntry[]): OutlinedSection[] => {
  const sections = new Map<string, Set<string>>()
  for (const { section, subsection } of entries) {
    if (!section) continue
    const inside = sections.get(section) ?? new Set()
    sections.set(section, inside)
    if (subsection) inside.add(subsection)
  }
  return [...sections].map(([title, inside]) => ({ title, subsections: [...inside] }))
}
