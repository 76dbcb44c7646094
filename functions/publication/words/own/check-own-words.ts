import en from '../en.ts'
import { hasForms, isMap, type OwnWords, type Tree } from './own-words.ts'
import { countOf, formNames, givenTo, placeholdersIn } from './placeholders.ts'
import { type Form, formsIn, templateOf } from './templates.ts'

/** What is wrong with a filled-in catalogue, and at which key. */
export type WordProblem = { path: string[]; reason: string }

type Said = string | readonly string[] | { [key: string]: Said }

/**
 * Says what is wrong with a catalogue that was filled in.
 * @param isPart whether another catalogue has what it lacks
 */
export const problemsOfWords = (own: OwnWords, { isPart }: { isPart: boolean }): WordProblem[] => {
  const walk = (from: OwnWords, english: Tree, path: string[]): WordProblem[] => {
    if (typeof english === 'function') return functionProblems(from, english, path)
    if (typeof english === 'string') return formProblems(from, english, path)
    return mapProblems(from, english as Record<string, Tree>, path, walk)
  }

  const functionProblems = (from: OwnWords, say: (...given: never[]) => Tree, path: string[]) => {
    const given = givenTo(path.join('.'))
    const forms = formsIn('en', given)
    const saidIn = (form: Form) => templateOf(say, form, 'en') as Said
    if (!hasForms(from, given)) {
      const names = formNames(given)
      if (names && !countOf(given) && !isMissing(from))
        return [{ path, reason: `must be said in two forms: ${quoted(names)}` }]
      return formProblems(from, saidIn(forms.at(-1)!), path)
    }
    const known = formNames(given)!
    const unknown = Object.keys(from)
      .filter((name) => !known.includes(name))
      .map((name) => ({ path: [...path, name], reason: `is none of the forms ${quoted(known)}` }))
    const needed = countOf(given) ? ['other'] : known
    const names = new Set([...needed, ...Object.keys(from).filter((name) => known.includes(name))])
    return [
      ...unknown,
      ...[...names].flatMap((name) => {
        const form = forms.find((one) => one.name === name) ?? forms.at(-1)!
        const free = name === 'other' ? undefined : countOf(given)
        return formProblems(from[name], saidIn(form), [...path, name], free)
      }),
    ]
  }

  /** @param free may be left out: “one more” needs no number */
  const formProblems = (from: OwnWords, english: Said, path: string[], free?: string): WordProblem[] => {
    const problems = shapeProblems(from, english, path)
    if (problems.length > 0 || isMissing(from)) return problems
    const [wanted, found] = [new Set(placeholdersOf(english)), new Set(placeholdersOf(from as Said))]
    const unknown = [...found].filter((name) => !wanted.has(name))
    const lacking = [...wanted].filter((name) => !found.has(name) && name !== free)
    return [
      ...unknown.map((name) => ({ path, reason: `does not know {${name}}: ${allowed(wanted)}` })),
      ...(isPart && isMap(from) && Object.keys(from).length < Object.keys(english).length
        ? []
        : lacking.map((name) => ({ path, reason: `must say {${name}} somewhere` }))),
    ]
  }

  const shapeProblems = (from: OwnWords, english: Said, path: string[]): WordProblem[] => {
    if (isMissing(from)) return missing(english, path)
    if (typeof english === 'string') return lineProblems(from, path)
    if (Array.isArray(english)) return listProblems(from, english, path)
    return mapProblems(from, english as Record<string, Said>, path, shapeProblems)
  }

  /** A list may have more lines than the English one, or fewer, but none that was left to fill in. */
  const listProblems = (from: OwnWords, english: readonly string[], path: string[]): WordProblem[] =>
    Array.isArray(from) && from.length > 0
      ? from.flatMap((line: OwnWords, at) =>
          isMissing(line)
            ? [{ path: [...path, String(at)], reason: inEnglish(english[at] ?? '') }]
            : lineProblems(line, [...path, String(at)]),
        )
      : [{ path, reason: 'must be a list of lines, each beginning with a hyphen' }]

  const missing = (english: Said, path: string[]): WordProblem[] => {
    if (isPart) return []
    if (isMap(english))
      return Object.entries(english).flatMap(([key, said]) => missing(said as Said, [...path, key]))
    return [{ path, reason: inEnglish([english].flat().join(' / ')) }]
  }

  const mapProblems = <Over>(
    from: OwnWords,
    english: Record<string, Over>,
    path: string[],
    inner: (from: OwnWords, english: Over, path: string[]) => WordProblem[],
  ): WordProblem[] => {
    if (!isMissing(from) && !isMap(from)) return [{ path, reason: 'must have keys below it' }]
    const has = (from ?? {}) as Record<string, OwnWords>
    return [
      ...Object.keys(has)
        .filter((key) => !Object.hasOwn(english, key))
        .map((key) => ({ path: [...path, key], reason: 'is no key of the words' })),
      ...Object.entries(english).flatMap(([key, over]) => inner(has[key], over, [...path, key])),
    ]
  }

  return walk(own, en as unknown as Tree, [])
}

const isMissing = (from: OwnWords): from is null | undefined | '' =>
  from === null || from === undefined || from === ''

const inEnglish = (english: string) => `is missing${english && `. In English: ${english}`}`

const lineProblems = (from: unknown, path: string[]): WordProblem[] => {
  if (typeof from !== 'string')
    return [{ path, reason: 'is no text: put it into quotation marks if it should be one' }]
  if (from.trim() === '') return [{ path, reason: 'is empty' }]
  if (/[\r\n\u2028\u2029]/.test(from)) return [{ path, reason: 'must be one line' }]
  return []
}

const placeholdersOf = (said: Said): string[] =>
  typeof said === 'string' ? placeholdersIn(said) : Object.values(said).flatMap(placeholdersOf)

const allowed = (names: Set<string>) =>
  names.size === 0
    ? 'nothing is filled in here'
    : `here are ${[...names].map((name) => `{${name}}`).join(', ')}`
const quoted = (names: readonly string[]) => names.map((name) => `"${name}"`).join(', ')
