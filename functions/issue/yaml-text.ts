import { type Alias, type Document, LineCounter, parseDocument, visit, type YAMLError } from 'yaml'
import type { Problems } from './problems.ts'
import { type Places, placesIn } from './yaml-places.ts'
import { reasonOfYamlError } from './yaml-syntax-errors.ts'

export type YamlText = {
  file: string
  text: string
  /** Lines that stand before the text in its file. */
  linesBefore?: number
}

/** A text as the parser reads it. Where it is no YAML, that is as much as the parser made of it. */
export type YamlDocument = { document: Document; places: Places; isYaml: boolean }

/** The parser compares each key with every other of its map. */
const longest = 100_000

/** What a text holds, whatever that is. @returns undefined when it is no YAML; every problem has been added */
export const parseYaml = (
  source: YamlText,
  problems: Problems,
): { value: unknown; places: Places } | undefined => {
  const read = readYamlText(source, problems)
  return read?.isYaml ? { value: contentOf(read.document), places: read.places } : undefined
}

/** Reads a text, whatever is wrong in it. @returns undefined when it is too long; every problem has been added */
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

/** What a document holds; an empty one has no keys. */
export const contentOf = (document: Document): unknown => document.toJS() ?? {}

/** After an error the parser stumbles on, over the same line, and over how far the next ones are indented. */
const tellable = (errors: readonly YAMLError[], lines: LineCounter): YAMLError[] => {
  const told = new Set<number>()
  return errors.filter(({ code, pos }, at) => {
    const { line } = lines.linePos(pos[0])
    if (told.has(line) || (code === 'BAD_INDENT' && at > 0)) return false
    return told.add(line)
  })
}

/** Of a colon within a text the parser tells where the text begins: all of it is meant. */
const wordsOf = ({ code, pos }: YAMLError): [from: number, to: number] =>
  code === 'BLOCK_AS_IMPLICIT_KEY' ? [pos[0], Number.POSITIVE_INFINITY] : [pos[0], pos[1]]

/**
 * An alias to nothing, or to far too much, is found out only when the content is asked for.
 * @param document loses all its aliases where one is wrong
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
