import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { importDocument } from '../../../../cli/import/import-document.ts'
import { readIssue } from '../../../../functions/issue/read-issue.ts'
import { publicationIn } from '../../../../functions/publication/publication.ts'
import { aPublication } from '../../../builders.ts'

/**
 * What somebody who reads the newsletter beside it expects of its import. Written by hand before the importer saw it.
 */
type Expected = {
  title: string
  language: string
  number?: number
  date?: string
  cover?: { image?: string; lines?: string[] }
  /** Section › subsection › title, in the order in which they are shown. */
  articles: string[]
  /** The lines under the names of sections. */
  taglines?: string[]
  /** Web addresses in the order in which they are shown, each once. */
  links: string[]
  pictures?: string[]
  /** Pictures that lie beside the newsletter. */
  files?: string[]
  /** Lines that say number and date, which are shown as such. */
  facts?: string[]
  /** Lines of the newsletter that no reader sees, each named in the report. All others are shown. */
  leftOut?: string[]
  /** Marks that must never be printed. */
  never?: string[]
  /** Words from doubts that are told. */
  doubts?: string[]
}

const folder = join(import.meta.dirname, 'newsletters')
const names = readdirSync(folder).flatMap((name) => (name.endsWith('.md') ? [name.slice(0, -3)] : []))
const png = readFileSync('content/issues/matrix-64/images/focus.png')

const letters = (text: string) =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, '')
/** The words of a line of Markdown in runs that no markup parts, without addresses. */
const runsOf = (line: string): string[] =>
  line
    .replace(/^\s*(?:[-*+]|\d+[.)、])\s+/, '')
    .replace(/\]\([^()]*\)|\]\[[^\]]*\]|<\/?[a-z][^<>]*>|https?:\/\/\S+/gi, ' | ')
    .split(/[^\p{L}\p{M}\p{N}\s]+/u)
    .map(letters)
    .filter((run) => run !== '')
const addressesIn = (text: string) =>
  [...text.matchAll(/(?<!!\[[^\]]*\]\()(?<=\]\(<?|url: "?|<)https?:\/\/[^\s)>"]+/g)].map(([url]) => url)
const picturesIn = (text: string) => [...text.matchAll(/!\[[^\]]*\]\(<?([^)>\s]+)/g)].map(([, path]) => path!)

const imported = (name: string, files: readonly string[]) => {
  const text = readFileSync(join(folder, `${name}.md`), 'utf8')
  const {
    language,
    report,
    files: made,
  } = importDocument(Buffer.from(text), {
    name,
    fallback: 'en',
    publication: { names: { en: 'Masthead' }, topics: [] },
    image: (path) => (files.includes(path) ? png : undefined),
  })
  const read = readIssue({
    id: 'x',
    files: made.map(({ path, bytes }) => ({ path, bytes })),
    publication: publicationIn(aPublication(), language),
  })
  const written = new Map(
    made.flatMap(({ path, bytes }) =>
      /\.(md|yaml)$/.test(path) ? [[path, new TextDecoder().decode(bytes)]] : [],
    ),
  )
  const yaml = parse(written.get('issue.yaml')!)
  const inOrder: { place: string[]; file: string }[] = yaml.sections.flatMap(
    // biome-ignore lint/suspicious/noExplicitAny: as written
    ({ title, articles, subsections = [] }: any) => [
      ...articles.map((file: string) => ({ place: [title[language]], file })),
      // biome-ignore lint/suspicious/noExplicitAny: as written
      ...subsections.flatMap((one: any) =>
        one.articles.map((file: string) => ({ place: [title[language], one.title[language]], file })),
      ),
    ],
  )
  const texts = inOrder.map(({ file }) => written.get(`${file}.md`)!)
  const titleOf = (file: string) => report.articles.find((one) => one.file === `${file}.md`)?.title
  return {
    ...{ text, language, report, read, yaml, texts },
    articles: inOrder.map(({ place, file }) => [...place, titleOf(file)].join(' › ')),
    whole: [...texts, written.get('issue.yaml')!].join('\n'),
  }
}

test.each(names)('%s is understood as a reader would', (name) => {
  const expected: Expected = JSON.parse(readFileSync(join(folder, `${name}.json`), 'utf8'))
  const { text, language, report, read, yaml, texts, articles, whole } = imported(name, expected.files ?? [])
  expect(read).toMatchObject({ outcome: 'read' })
  const lines = text.split('\n')
  const leftOut = (expected.leftOut ?? []).flatMap((line) => {
    const found = lines.flatMap((one, at) => (one.trim() === line.trim() ? [at + 1] : []))
    expect(found, `“${line}” is a line of ${name}`).not.toEqual([])
    return found
  })
  const head = /^---\n[\s\S]*?\n---\n/.exec(text)?.[0].split('\n').length ?? 0
  const said = letters(whole.replace(/\\(?=[^\p{L}])/gu, ''))
  const unseen = lines.flatMap((line, at) => {
    const isTold = at + 1 < head || leftOut.includes(at + 1) || expected.facts?.includes(line.trim())
    const isAddress = /^\s*\[[^\]]+\]:\s/.test(line)
    return isTold || isAddress || runsOf(line).every((run) => said.includes(run)) ? [] : [line]
  })
  const told = new Set(
    [
      ...report.dropped.map(({ line, endLine = line }) => ({ startLine: line, endLine })),
      ...report.backMatter,
      ...report.doubts.map(({ line }) => ({ startLine: line, endLine: line })),
    ].flatMap(({ startLine, endLine }) =>
      Array.from({ length: endLine - startLine + 1 }, (_, at) => startLine + at),
    ),
  )
  const { title, number, date, cover } = yaml
  const local = (texts: Record<string, unknown> | undefined) => texts?.[language]
  const taglines = yaml.sections.flatMap(({ tagline }: { tagline?: Record<string, unknown> }) =>
    tagline ? [local(tagline)] : [],
  )
  expect({
    title: local(title),
    language,
    ...(number && { number }),
    ...(date && { date }),
    ...(cover && {
      cover: {
        ...(cover.image && { image: cover.image }),
        ...(cover.lines && { lines: local(cover.lines) }),
      },
    }),
    articles,
    ...(taglines.length > 0 && { taglines }),
    links: [...new Set(texts.flatMap(addressesIn))],
    ...(expected.pictures && { pictures: texts.flatMap(picturesIn) }),
    unseen,
    untold: leftOut.filter((line) => !told.has(line)).map((line) => lines[line - 1]),
    printed: (expected.never ?? []).filter((mark) => whole.includes(mark)),
    undoubted: (expected.doubts ?? []).filter(
      (words) => !report.doubts.some(({ what }) => what.includes(words)),
    ),
    repeated: texts.filter((one) => {
      const { title, summary } = parse(one.split(/^---$/m)[1]!)
      return summary !== undefined && letters(title) === letters(summary)
    }),
    coverage: report.coverage,
  }).toEqual({
    ...Object.fromEntries(
      Object.entries(expected).filter(
        ([key]) => !['files', 'facts', 'leftOut', 'never', 'doubts'].includes(key),
      ),
    ),
    ...{ unseen: [], untold: [], printed: [], undoubted: [], repeated: [], coverage: 1 },
  })
})
