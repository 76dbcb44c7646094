import { posix } from 'node:path'
import type { FolderEntry } from './folder-contents.ts'
import { readMetadata } from './metadata.ts'
import { boilerplateIn } from './newsletter/boilerplate.ts'
import { scanNewsletter } from './newsletter/lines.ts'
import { sponsorIn } from './newsletter/sponsors.ts'
import type { Doubt, Dropped, OutlinedArticle } from './outline.ts'
import { sourceLines, withoutClosing } from './scan.ts'
import { plainTitle } from './titles.ts'

/** Makes an article of one file of a folder. Lines of site generators and mail tools are left out, rules stay. */
export const articleOfFile = (
  entry: FolderEntry,
  text: string,
): { article: OutlinedArticle; dropped: Dropped[]; doubts: Doubt[]; language?: string | undefined } => {
  const source = entry.path
  const lines = text.split('\n')
  const { span, doubts, title: said, author, language, image, imageAlt } = readMetadata(lines)
  const from = span?.endLine ?? 0
  const { kinds } = scanNewsletter(lines, from)
  const dropped = [...boilerplateIn(lines, kinds, from)].filter(
    ([at, reason]) => reason !== 'a rule' && kinds[at] !== 'comment',
  )
  const gone = new Set(dropped.map(([at]) => at))
  const rest = sourceLines(text)
    .slice(from)
    .map((one) => (gone.has(one.line - 1) ? { ...one, text: '' } : one))
  const at = rest.findIndex(({ text: line }) => line.trim() !== '')
  const heading = at >= 0 ? /^#[ \t](.*)$/.exec(rest[at]!.text)?.[1] : undefined
  const body = heading === undefined ? rest : rest.slice(at + 1)
  const title =
    said ??
    (heading === undefined ? undefined : withoutClosing(heading)) ??
    entry.title ??
    posix.basename(source).replace(/\.\w+$/, '')
  return {
    article: {
      source,
      title: plainTitle(title),
      ...(entry.section && { section: entry.section }),
      ...(entry.subsection && { subsection: entry.subsection }),
      kind: 'full',
      ...(author && { author }),
      ...(image && { picture: { address: image, alt: imageAlt, line: span?.startLine ?? 1, source } }),
      links: [],
      startLine: 1,
      endLine: Math.max(1, lines.findLastIndex((line) => line.trim() !== '') + 1),
      body,
    },
    dropped: dropped.map(([row, reason]) => ({ line: row + 1, reason, source })),
    doubts: [...doubts, ...sponsorIn(body)].map((one) => ({ ...one, source })),
    language,
  }
}
