import { type Document, isMap, isScalar, type LineCounter, type Node } from 'yaml'
import type { Place } from './issue.ts'

type Range = readonly [from: number, to: number]

export type Places = {
  /** The place of the key at the path, else of the nearest thing around it. */
  ofKey(path: readonly PropertyKey[]): Place
  /** The place of the value at the path if it is a plain value, else of its key. */
  ofValue(path: readonly PropertyKey[]): Place
  at(offset: number, end?: number): Place
}

/**
 * Finds places in a YAML text.
 * @param linesBefore number of lines before the text in its file
 */
export const placesIn = (
  document: Document,
  text: string,
  lines: LineCounter,
  linesBefore: number,
): Places => {
  const at = (offset: number, end = offset): Place => {
    const { line, col } = lines.linePos(offset)
    const lineEnd = text.indexOf('\n', offset)
    const length = Math.min(end, lineEnd < 0 ? text.length : lineEnd) - offset
    return { line: line + linesBefore, column: col, ...(length > 0 && { length }) }
  }
  const around = (path: readonly PropertyKey[], isValue: boolean): Place => {
    for (let length = path.length; length > 0; length--) {
      const range = rangeOf(document, path.slice(0, length), isValue && length === path.length)
      if (range) return at(...range)
    }
    return { line: linesBefore + 1 }
  }
  return { at, ofKey: (path) => around(path, false), ofValue: (path) => around(path, true) }
}

const rangeOf = (document: Document, path: readonly PropertyKey[], isValue: boolean): Range | undefined => {
  const parent = path.length === 1 ? document.contents : document.getIn(path.slice(0, -1) as unknown[], true)
  const key = String(path.at(-1))
  const pair = isMap(parent) ? parent.items.find((item) => String(item.key) === key) : undefined
  const value = (pair ? pair.value : document.getIn(path as unknown[], true)) as Node | null | undefined
  const isPlain = isScalar(value) && value.value !== null && value.value !== ''
  const node = pair && !(isValue && isPlain) ? (pair.key as Node) : value
  return node?.range ? [node.range[0], node.range[1]] : undefined
}
