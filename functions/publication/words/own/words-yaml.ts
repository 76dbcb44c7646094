import { type Document, isMap as isYamlMap, LineCounter, parseDocument, stringify } from 'yaml'
import en, { type Words } from '../en.ts'
import { problemsOfWords } from './check-own-words.ts'
import { hasForms, isMap, type OwnWords, type Tree } from './own-words.ts'
import { formNames, type Given, givenTo } from './placeholders.ts'
import { formsIn, ownWordsOf, templateOf } from './templates.ts'

export type ReadWords = { own: OwnWords } | { problems: { line: number; reason: string }[] }

/**
 * Reads a filled-in catalogue.
 * @param isPart whether another catalogue has what it lacks
 */
export const readWordsYaml = (text: string, { isPart }: { isPart: boolean }): ReadWords => {
  const lines = new LineCounter()
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, logLevel: 'error' })
  if (document.errors.length > 0)
    return {
      problems: document.errors.map(({ message, pos }) => ({
        line: lines.linePos(pos[0]).line,
        reason: `is not valid YAML: ${message}`,
      })),
    }
  const own = contentOf(document)
  if (own instanceof Error) return { problems: [{ line: 1, reason: `is not valid YAML: ${own.message}` }] }
  const problems = problemsOfWords(own, { isPart })
    .map(({ path, reason }) => ({
      line: lines.linePos(offsetOf(document, path)).line || 1,
      reason: path.length > 0 ? `${path.join('.')} ${reason}` : reason,
    }))
    .sort((one, other) => one.line - other.line)
  return problems.length > 0 ? { problems } : { own }
}

/** An alias to nothing, or to far too much, is found out only now. */
const contentOf = (document: Document): OwnWords | ReferenceError => {
  try {
    return document.toJS() as OwnWords
  } catch (error) {
    if (error instanceof ReferenceError) return error
    throw error
  }
}

/** Where a key stands, or the nearest key around it. */
const offsetOf = (document: Document, path: readonly string[]): number => {
  for (let length = path.length; length > 0; length--) {
    const parent = length === 1 ? document.contents : document.getIn(path.slice(0, length - 1), true)
    const pair = isYamlMap(parent) && parent.items.find(({ key }) => String(key) === path[length - 1])
    const node = (pair ? pair.key : document.getIn(path.slice(0, length), true)) as { range?: number[] }
    if (node?.range) return node.range[0]!
  }
  return 0
}

/**
 * Writes a catalogue to fill in or to change, each text below the English one.
 * @param words what stands in it already
 */
export const writeWordsYaml = (language: string, words?: Words): string => {
  const own = words && ownWordsOf(words, language)
  return `${[...introduction(language, words !== undefined), ...linesOf(en as unknown as Tree, own, language, '')].join('\n')}\n`
}

const introduction = (language: string, isKnown: boolean): string[] => [
  `# The words of the magazine in ${language}. Above each text stands the English one.`,
  '# What stands in {…} is filled in: keep it as it is spelt, wherever in the text it belongs.',
  '# Where a text has forms such as "one" and "other", the number decides: https://cldr.unicode.org/index/cldr-spec/plural-rules',
  isKnown
    ? '# Change what you like. What you leave out stays as it is in Masthead, also when that changes.'
    : `# Fill in all of them, and add ${language} to the languages of publication.yaml: "masthead check" says what is missing.`,
]

const linesOf = (english: Tree, own: OwnWords, language: string, path: string): string[] =>
  Object.entries(english).flatMap(([key, value]: [string, Tree]) => {
    const here = path ? `${path}.${key}` : key
    const mine = (own as Record<string, OwnWords> | undefined)?.[key]
    if (typeof value === 'function') return functionLines(key, value, mine, language, givenTo(here))
    if (typeof value === 'string') return saidLines(key, value, mine)
    return [`${key}:`, ...indented(linesOf(value, mine, language, here))]
  })

const functionLines = (
  key: string,
  say: (...given: never[]) => Tree,
  own: OwnWords,
  language: string,
  given: Given,
): string[] => {
  const english = formsIn('en', given).map((form) => ({ name: form.name, said: templateOf(say, form, 'en') }))
  const isPlain = own === undefined ? formNames(given) === undefined : !hasForms(own, given)
  if (isPlain) return saidLines(key, english.at(-1)!.said, own)
  const names =
    own === undefined ? formsIn(language, given).map(({ name }) => name!) : Object.keys(own as object)
  const forms = names.flatMap((name) =>
    saidLines(
      name,
      (english.find((form) => form.name === name) ?? english.at(-1)!).said,
      (own as Record<string, OwnWords> | undefined)?.[name],
    ),
  )
  return [`${key}:`, ...indented(forms)]
}

/** A text, a list of lines or some texts by name, each below its English. */
const saidLines = (key: string, english: Tree, own: OwnWords): string[] => {
  if (typeof english === 'string') return [`# ${english}`, `${key}:${isText(own) ? ` ${scalar(own)}` : ''}`]
  if (Array.isArray(english)) {
    const lines: readonly string[] = Array.isArray(own) ? own : english.map(() => '')
    return [
      `${key}:`,
      ...indented([
        ...english.map((line) => `# ${line}`),
        ...lines.map((line) => (line ? `- ${scalar(line)}` : '-')),
      ]),
    ]
  }
  const inner = Object.entries(english).flatMap(([name, said]: [string, Tree]) =>
    saidLines(name, said, isMap(own) ? own[name] : undefined),
  )
  return [`${key}:`, ...indented(inner)]
}

const isText = (own: OwnWords): own is string => typeof own === 'string'
const scalar = (text: string) => stringify(text, { lineWidth: 0 }).trimEnd()
const indented = (lines: string[]) => lines.map((line) => `  ${line}`)
