import { readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { parseSync } from 'oxc-parser'
import { type Import, importsOf } from './imports.ts'
import { type Place, placesIn } from './syntax-tree.ts'

export const root = resolve(import.meta.dirname, '../..')

/** One file as the rules see it. */
export type Source = {
  /** From the root. */
  path: string
  text: string
  /** Every node of its syntax tree, parents first. */
  places: Place[]
  imports: Import[]
  /** Names of values that it exports; `*` for another file's. */
  exports: string[]
  /** Why its imports cannot all be told: a syntax error, a computed import, a reference by comment. */
  unreadable: string[]
  /** `path:line`, to begin a complaint with. */
  at(node: { start: number }): string
}

/** What a rule finds wrong in these sources, one line each; nothing where all is well. */
export type Rule = (sources: Source[]) => string[]

export const readSource = (path: string, text: string): Source => {
  const { program, errors, comments, module } = parseSync(path, text)
  const at = ({ start }: { start: number }) => `${path}:${text.slice(0, start).split('\n').length}`
  const places = placesIn(program)
  const { imports, computed } = importsOf(path, places, at)
  const unreadable = [
    ...errors.map(({ message }) => `${path} cannot be parsed: ${message}`),
    ...computed,
    ...comments
      .filter(({ value }) => /^\/\s*<reference\s/.test(value))
      .map((comment) => `${at(comment)} reference by a comment`),
  ]
  const exports = module.staticExports
    .flatMap(({ entries }) => entries)
    .filter(({ isType }) => !isType)
    .map(({ exportName: { kind, name } }) => name ?? (kind === 'Default' ? 'default' : '*'))
  return { path, text, places, imports, exports, unreadable, at }
}

/** All files of code in these folders. */
export const sourcesIn = (folders: string[]): Source[] =>
  folders.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter((name) => /\.(ts|mjs|js)$/.test(name) && !/(^|\/)node_modules\//.test(name))
      .map((name) => readSource(join(folder, name), readFileSync(join(root, folder, name), 'utf8'))),
  )
