import type { YAMLError } from 'yaml'

const quotes = 'put the text into quotes'

/** The parser's errors in words for people who do not know YAML. */
const said: Partial<Record<YAMLError['code'], string>> = {
  BLOCK_AS_IMPLICIT_KEY: `holds a colon and a space within a text: ${quotes}`,
  MULTILINE_IMPLICIT_KEY: 'has a line here that is neither "key: value" nor part of the text before it',
  TAB_AS_INDENT: 'is indented by a tab; YAML allows only spaces',
  BAD_INDENT: 'is indented further, or less far, than the lines that it belongs to',
  BAD_SCALAR_START: `begins a text with a character that means something else in YAML: ${quotes}`,
  MULTIPLE_DOCS: 'has a line of --- within it',
  BAD_DQ_ESCAPE: 'has a backslash within "double quotes" that means nothing there: write \\\\',
  IMPOSSIBLE: `cannot be understood here: ${quotes}`,
  UNEXPECTED_TOKEN: `has something here that does not belong there: ${quotes}, or look at the line before`,
  BAD_COLLECTION_TYPE: 'has a list where keys should be, or keys where a list should be',
  ALIAS_PROPS: `begins a text with *, which stands for a name of YAML’s: ${quotes}`,
  KEY_OVER_1024_CHARS: 'has more than 1024 characters before a colon',
  BAD_PROP_ORDER: `begins a text with & or !, which mean something else in YAML: ${quotes}`,
  MULTIPLE_ANCHORS: `begins a text with &, which means something else in YAML: ${quotes}`,
  MULTIPLE_TAGS: `begins a text with !, which means something else in YAML: ${quotes}`,
}

/**
 * @param text the whole YAML text
 * @returns what is wrong, without its place
 */
export const reasonOfYamlError = ({ code, message, pos }: YAMLError, text: string): string => {
  if (code === 'MISSING_CHAR' || /end with a [\]}]/.test(message)) return missing(message)
  if (code === 'DUPLICATE_KEY') {
    const [key = ''] = /^[^:\n]{1,60}/.exec(text.slice(pos[0])) ?? []
    return `is not valid YAML: it has the key "${key.trim()}" twice`
  }
  if (code === 'BLOCK_AS_IMPLICIT_KEY' && /(^|\n) *-\w[^\n]*$/.test(text.slice(0, pos[0])))
    return 'is not valid YAML: it has an entry here whose "-" needs a space behind it'
  return `is not valid YAML: it ${said[code] ?? `cannot be read here: ${quotes}`}`
}

const missing = (message: string): string => {
  if (/quote/.test(message)) return 'is not valid YAML: a text in quotes is not closed'
  const [, bracket] = /with (?:a )?([\]}])/.exec(message) ?? []
  if (bracket) return `is not valid YAML: a ${bracket} is missing`
  if (/comma/i.test(message)) return 'is not valid YAML: a comma is missing between two entries'
  return /space|whitespace/i.test(message)
    ? 'is not valid YAML: a space is missing here'
    : `is not valid YAML: something is missing here: ${quotes}`
}
