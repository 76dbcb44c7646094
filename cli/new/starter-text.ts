import type { IssueFile, Problem } from '../../functions/issue/issue.ts'
import { clip } from '../../functions/publication/shorten.ts'
import { allFirstWords, type FirstWords, firstText } from './first-words.ts'

/** What stands in an issue of the words of `masthead new`, and whether all of them are nobody's. */
export type StarterText = { found: Problem[]; isUntouched: boolean }

const squeezed = (text: string): string => text.normalize('NFC').replace(/\s+/g, ' ').trim()
/** An editor's program may break lines anew. */
const anyBreaks = (text: string): RegExp => new RegExp(text.split(' ').map(RegExp.escape).join('\\s+'), 'g')

/** The sentences that only `masthead new` would write; a section may well be called “To begin with”. */
const sentencesOf = ({ summary, lead, markdown, points, quotation, note }: FirstWords): string[] => [
  summary,
  lead,
  markdown,
  ...points,
  quotation,
  note,
]
const sentences = allFirstWords.flatMap(sentencesOf).map((text) => ({ text, written: anyBreaks(text) }))
const whole = new Set(allFirstWords.map((words) => squeezed(firstText(words))))
const summaries = allFirstWords.map(({ summary }) => anyBreaks(summary))

/** Finds in the articles that an issue names what `masthead new` wrote, in whichever language. */
export const starterTextIn = (files: readonly IssueFile[]): StarterText => {
  const textOf = ({ bytes }: IssueFile) => new TextDecoder().decode(bytes).normalize('NFC')
  const yaml = files
    .filter(({ path }) => path === 'issue.yaml')
    .map(textOf)
    .join()
  const articles = files
    .filter(({ path }) => /^[^/]+\.md$/.test(path) && yaml.includes(path.replace(/\..*$/, '')))
    .map((file) => ({ file: file.path, text: textOf(file) }))
    .map((article) => ({ ...article, isUntouched: isUntouched(article.text) }))
  return {
    found: articles.flatMap(({ file, text, isUntouched }) =>
      isUntouched ? [untouched(file, text)] : leftIn(file, text),
    ),
    isUntouched: articles.length > 0 && articles.every(({ isUntouched }) => isUntouched),
  }
}

const isUntouched = (text: string): boolean => {
  const body = text.replace(/^---\r?\n[\s\S]*?\n---[ \t]*(?=\r?\n|$)/, '')
  return whole.has(squeezed(body)) && summaries.some((summary) => text.search(summary) >= 0)
}

const untouched = (file: string, text: string): Problem => {
  const at = summaries.map((summary) => text.search(summary)).find((place) => place >= 0) ?? 0
  const reason = 'is as masthead new wrote it: write your own words before readers get it'
  return { file, line: lineOf(text, at), reason }
}

const leftIn = (file: string, text: string): Problem[] =>
  sentences.flatMap(({ text: sentence, written }) =>
    [...text.matchAll(written)].map(({ index }) => ({
      file,
      line: lineOf(text, index),
      reason: `"${clip(sentence, 60)}" is what masthead new wrote: write your own words, or take it out`,
    })),
  )

const lineOf = (text: string, at: number): number => text.slice(0, at).split('\n').length
