import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Language, pathOf } from '../../language.ts'
import { catalogues } from '../catalogues.ts'
import { nearest } from '../language-fallback.ts'
import type { OwnWords } from './own-words.ts'
import { readWordsYaml } from './words-yaml.ts'

/** Where a publication's own words lie, beside its `publication.yaml`: `words/<tag>.yaml`. */
export const ownWordsFolder = 'words'

/** `file`: as the folder is given. */
export type WordsProblem = { file: string; line?: number; reason: string }
export type OwnWordsFound = { own: Record<Language, OwnWords>; problems: WordsProblem[] }

/** `file:line reason`, a problem a line. */
export const wordsProblemLines = (problems: readonly WordsProblem[]): string =>
  problems
    .map(({ file, line, reason }) => `${file}${line === undefined ? '' : `:${line}`} ${reason}`)
    .join('\n')

/** A new catalogue lacks everything; nobody reads hundreds of lines. */
const mostProblems = 12

/**
 * Reads a publication's own words in its languages; what is in another one may be half done. What one lacks in a
 * language that Masthead has is Masthead's.
 * @param folder need not be there
 * @returns what could be read, and what is wrong
 */
export const readOwnWords = (folder: string, languages: readonly Language[]): OwnWordsFound => {
  const found: OwnWordsFound = { own: {}, problems: [] }
  for (const name of filesIn(folder)) {
    const file = join(folder, name)
    const [, tag] = /^(.+)\.yaml$/.exec(name) ?? []
    if (!tag || !Language.safeParse(tag).success) {
      found.problems.push({ file, reason: 'is not called as a language, such as fr.yaml' })
      continue
    }
    if (!languages.some((language) => pathOf(language) === pathOf(tag))) continue
    const read = readWordsYaml(readFileSync(file, 'utf8'), { isPart: builtIn(tag) !== undefined })
    if ('own' in read) found.own[tag] = read.own
    else found.problems.push(...shown(file, read.problems))
  }
  return found
}

const shown = (file: string, problems: { line: number; reason: string }[]): WordsProblem[] => {
  const [next, ...rest] = problems.slice(mostProblems)
  return [
    ...problems.slice(0, mostProblems).map((problem) => ({ file, ...problem })),
    ...(next ? [{ file, line: next.line, reason: `… and ${rest.length + 1} more` }] : []),
  ]
}

const filesIn = (folder: string): string[] => {
  try {
    return readdirSync(folder)
      .filter((name) => /\.ya?ml$/.test(name) && !name.startsWith('.'))
      .sort()
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return []
    throw error
  }
}

/** The language of Masthead's own catalogue that serves another one. */
export const builtIn = (language: Language): Language | undefined =>
  nearest(Object.keys(catalogues), language)
