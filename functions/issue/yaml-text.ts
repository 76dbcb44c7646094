import { type Alias, type Document, LineCounter, parseDocument, visit, type YAMLError } from 'yaml'
import type { Problems } from './problems.ts'
import { type Places, placesIn } from './yaml-places.ts'
import { reasonOfYamlError } from './yaml-syntax-errors.ts'

export type YamlText = {
  file: string
  text: string
  /** Number of lines before the text in its file. */
  linesBefore?: number
}

/** A parsed text. If it is not valid YAML, as much as the parser could make of it. */
export type YamlDocument = { document: Document; places: Places; isYaml: boolean }

/** Characters. The parser compares each key with every other key of its map. */
const longest = 100_000

/**
 * Parses a text without a schema.
 * @returns undefined when it is not YAML; every problem has been added
 */
export const parseYaml = (
  source: YamlText,
  problems: Problems,
): { value: unknown; places: Places } | undefined => {
  const read = readYamlText(source, problems)
  return read?.isYaml ? { value: contentOf(read.document), places: read.places } : undefined
}

/**
 * Parses a text as far as possible.
 * @returns undefined when it is too long; every problem has been added
 */
export const readYamlText = (
  { file, text, linesBefore = 0 }: YamlText,
  problems: Problems,
): YamlDocument | undefined => {
  if (text.length > longest)
    return void problems.add(file, `has more than ${longest} characters of YAML`, linesBefore + 1)
  const lines = new LineCounter()
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, logLevel: 'error' })
  const places = placesIn(document, text, lines, linesBefore)
  for (const error of tellable(document.errors, lines))
    problems.add(file, reasonOfYamlError(error, text), places.at(...wordsOf(error)))
  const wrong = withoutWrongAliases(document)
  if (wrong && document.errors.length === 0)
    problems.add(file, `is not valid YAML: ${wrong.reason}`, places.at(...wrong.range))
  return { document, places, isYaml: document.errors.length === 0 && !wrong }
}

/** The value of a document; `{}` for an empty one. */
export const contentOf = (document: Document): unknown => document.toJS() ?? {}

/**
 * Removes consequential errors: after one error the parser reports more on the same line, and wrong indents further
 * down.
 */
const tellable = (errors: readonly YAMLError[], lines: LineCounter): YAMLError[] => {
  const told = new Set<number>()
  return errors.filter(({ code, pos }, at) => {
    const { line } = lines.linePos(pos[0])
    if (told.has(line) || (code === 'BAD_INDENT' && at > 0)) return false
    return told.add(line)
  })
}

/**
 * The range of an error. For a colon within a text the parser gives only the start of the text; the whole line is
 * meant.
 */
const wordsOf = ({ code, pos }: YAMLError): [from: number, to: number] =>
  code === 'BLOCK_AS_IMPLICIT_KEY' ? [pos[0], Number.POSITIVE_INFINITY] : [pos[0], pos[1]]

/**
 * Errors in aliases, such as an unknown name or excessive expansion, appear only on conversion to a value.
 * @param document loses all its aliases if one is wrong
 */
const withoutWrongAliases = (
  document: Document,
): { range: [from: number, to: number]; reason: string } | undefined => {
  try {
    document.toJS()
    return undefined
  } catch (error) {
    if (!(error instanceof ReferenceError)) throw error
    const aliases: Alias[] = []
    visit(document, { Alias: (_, alias) => void aliases.push(alias) })
    visit(document, { Alias: () => document.createNode(null) })
    const unknown = aliases.find((alias) => error.message.endsWith(`: ${alias.source}`))
    const [from, to] = (unknown ?? aliases.at(-1))?.range ?? [0, 0]
    const reason = unknown
      ? `*${unknown.source} stands for a name that nothing has: put the text into quotes`
      : 'its names, written with & and *, stand for far too much'
    return { range: [from, to], reason }
  }
}
