import { posix } from 'node:path'
import type { ReadFolder } from '../local-content/read-folder.ts'
import { assemble, type ImportedIssue } from './assemble.ts'
import { binaryKindOf, decodeDocument } from './decode-document.ts'
import { detectLanguage } from './detect-language.ts'
import { type FolderEntry, guessContents, readSummary } from './folder-contents.ts'
import type { ImportOptions } from './import-document.ts'
import { readMetadata } from './metadata.ts'
import type { Outline, OutlinedArticle, OutlinedSection, Span } from './outline.ts'
import { sourceLines, withoutClosing } from './scan.ts'
import { plainTitle } from './titles.ts'

/**
 * Makes an issue of a folder of Markdown files, one article per file, in the order and sections of its `SUMMARY.md`, or
 * else in order of path. Line numbers in the report are those of each file.
 * @param folder files with relative paths; those that may not be read become doubts
 */
export const importFolder = (
  { files, refused }: ReadFolder,
  { name, language: asked, fallback, publication, image }: ImportOptions,
): ImportedIssue & { language: string } => {
  const documents = files.filter(({ path }) => /\.(md|markdown)$/i.test(path))
  const binary = documents.flatMap(({ path, bytes }) => {
    const kind = binaryKindOf(bytes)
    return kind ? [{ path, reason: `it is ${kind}` }] : []
  })
  const written = documents
    .filter(({ path }) => !binary.some((one) => one.path === path))
    .map(({ path: source, bytes }) => ({ source, ...decodeDocument(bytes) }))
  const texts = new Map(written.map(({ source, text }) => [source, text]))
  const summary = texts.get('SUMMARY.md')
  const entries = summary === undefined ? guessContents([...texts.keys()]) : readSummary(summary)
  const known = entries.filter(({ path }) => texts.has(path))
  const read = known.map((entry) => ({ entry, ...readArticle(entry, texts.get(entry.path)!) }))
  const language =
    asked ??
    read.find((one) => one.language)?.language ??
    detectLanguage([...texts.values()].flatMap((text) => text.split('\n').slice(0, 200))) ??
    fallback
  const listed = new Set(known.map(({ path }) => path))
  const outline: Outline = {
    issue: { title: titleOf(texts.get('README.md')) ?? name.replace(/[-_]+/g, ' '), coverLines: [] },
    sections: sectionsOf(known),
    articles: read.map(({ article }) => article),
    frontMatter: summary === undefined ? [] : [{ ...wholeOf(summary), source: 'SUMMARY.md' }],
    headings: [],
    backMatter: [],
    dropped: [...texts].flatMap(([path, text]) => {
      if (listed.has(path) || path === 'SUMMARY.md') return []
      const { startLine: line, endLine } = wholeOf(text)
      const reason = summary === undefined ? 'its name is not that of an article' : 'is not in SUMMARY.md'
      return { line, endLine, source: path, reason }
    }),
    doubts: [
      ...[...refused, ...binary].map(({ path, reason }) => ({
        line: 1,
        source: path,
        what: `it is left out: ${reason}`,
      })),
      ...written.flatMap(({ source, doubts }) => doubts.map((doubt) => ({ ...doubt, source }))),
      ...entries
        .filter(({ path }) => !texts.has(path))
        .map(({ path }) => ({ line: 1, source: 'SUMMARY.md', what: `${path} is not there` })),
    ],
  }
  return { ...assemble(outline, { documents: written, language, publication, image }), language }
}

/** The span from the first line to the last that is not blank. */
const wholeOf = (text: string): Span => {
  const last = text.split('\n').findLastIndex((line) => line.trim() !== '')
  return { startLine: 1, endLine: Math.max(1, last + 1) }
}

const titleOf = (text: string | undefined): string | undefined => {
  const heading = /^#[ \t](.*)$/m.exec(text ?? '')?.[1]
  return heading ? plainTitle(withoutClosing(heading)) : undefined
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

const readArticle = (entry: FolderEntry, text: string): { article: OutlinedArticle; language?: string } => {
  const lines = text.split('\n')
  const { span, title: said, author, language } = readMetadata(lines)
  const rest = sourceLines(text).slice(span?.endLine ?? 0)
  const at = rest.findIndex(({ text: line }) => line.trim() !== '')
  const heading = at >= 0 ? /^#[ \t](.*)$/.exec(rest[at]!.text)?.[1] : undefined
  const body = (heading === undefined ? rest : rest.slice(at + 1)).map(({ line, text: words }) => ({
    line,
    text: withOwnPaths(words, posix.dirname(entry.path)),
  }))
  return {
    article: {
      source: entry.path,
      title: plainTitle(
        said ??
          (heading === undefined ? undefined : withoutClosing(heading)) ??
          entry.title ??
          posix.basename(entry.path).replace(/\.\w+$/, ''),
      ),
      ...(entry.section && { section: entry.section }),
      ...(entry.subsection && { subsection: entry.subsection }),
      kind: 'full',
      ...(author && { author }),
      links: [],
      ...wholeOf(text),
      body,
    },
    ...(language && { language }),
  }
}

/** Image paths are relative to the article's file; in an issue they are relative to the issue's folder. */
const withOwnPaths = (text: string, folder: string): string =>
  text.replace(
    /(!\[[^\]]{0,500}\]\(<?|<img\b[^>]{0,500}?\bsrc=["']?)(?![a-z]+:|\/)([^)>\s"']+)/gi,
    (_, before: string, path: string) => before + posix.normalize(posix.join(folder, path)),
  )
