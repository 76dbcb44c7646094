import type { Problems } from './problems.ts'

/** More than any article or issue.yaml has. */
const mostTextBytes = 5_000_000

/**
 * Control characters other than tab and line end, which no feed or header may hold (XML 1.0 §2.2 forbids most of them).
 */
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
const unprintable = /[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff]/

/**
 * Reads a UTF-8 text file, with or without a byte order mark, with any line ends.
 * @returns the text with LF; undefined when it is not text, after adding the problem with its line
 */
export const readText = (file: string, bytes: Uint8Array, problems: Problems): string | undefined => {
  const kilobytes = Math.ceil(bytes.byteLength / 1000)
  if (bytes.byteLength > mostTextBytes)
    return void problems.add(file, `has ${kilobytes} KB; a text may have ${mostTextBytes / 1000} KB`, 1)
  // The decoder drops a byte order mark by itself.
  const text = new TextDecoder().decode(bytes).replace(/\r\n?/g, '\n')
  if (!isUtf8(bytes))
    return void problems.add(file, 'is not UTF-8 text', lineOf(text, text.indexOf('\ufffd')))
  const at = text.search(unprintable)
  if (at < 0) return text
  const code = text.charCodeAt(at).toString(16).toUpperCase().padStart(4, '0')
  return void problems.add(file, `holds the unprintable character U+${code}`, lineOf(text, at))
}

const isUtf8 = (bytes: Uint8Array): boolean => {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes)
    return true
  } catch {
    return false
  }
}

const lineOf = (text: string, at: number): number => text.slice(0, at).split('\n').length
