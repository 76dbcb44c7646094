import type { Words } from '../en.ts'
import { numberIn } from '../number.ts'
import { countOf, formNames, type Given, givenTo, optionalOf, withIt, withoutIt } from './placeholders.ts'

/**
 * A catalogue as an editor fills it in: the keys of `Words`, with texts where those have functions, `{name}` where a
 * name belongs. What differs by a number, or by whether there is one, has its forms below it:
 * `{ one: …, other: … }`, `{ 'with number': …, 'without number': … }`.
 */
export type OwnWords = Text | { [key: string]: OwnWords }
type Text = string | null | undefined | readonly string[]

export type Tree = string | readonly string[] | { [key: string]: Tree } | ((...given: never[]) => Tree)

/**
 * Makes a catalogue of a filled-in one.
 * @param own has been checked
 * @param base has what it lacks
 */
export const wordsFrom = (own: OwnWords, base: Words, language: string): Words => {
  const digits = numberIn(language)
  const rules = new Intl.PluralRules(language)

  const treeFrom = (from: OwnWords, over: Tree, path: string): Tree => {
    if (from === null || from === undefined || from === '') return over
    if (typeof over === 'string') return from as string
    if (typeof over === 'function') return functionFrom(from, over, givenTo(path))
    return Object.fromEntries(
      Object.entries(over).map(([key, value]) => [
        key,
        treeFrom((from as Record<string, OwnWords>)[key], value, path ? `${path}.${key}` : key),
      ]),
    )
  }

  const functionFrom =
    (from: OwnWords, over: (...values: never[]) => Tree, given: Given) =>
    (...values: unknown[]): Tree => {
      const shown = Object.fromEntries(Object.keys(given).map((name, at) => [name, values[at]]))
      const form = formFor(from, given, shown)
      const otherwise = over(...(values as never[]))
      return isMap(form)
        ? { ...(otherwise as object), ...(fill(form, shown) as object) }
        : (fill(form, shown) ?? otherwise)
    }

  const formFor = (from: OwnWords, given: Given, shown: Record<string, unknown>): OwnWords => {
    if (!hasForms(from, given)) return from
    const optional = optionalOf(given)
    if (optional) return from[shown[optional] === undefined ? withoutIt(optional) : withIt(optional)]
    return from[rules.select(shown[countOf(given)!] as number)] || from.other
  }

  const fill = (form: OwnWords, shown: Record<string, unknown>): Tree | undefined => {
    if (typeof form === 'string' && form)
      return form.replace(/\{([^{}]*)\}/g, (_, name: string) => say(shown[name]))
    if (Array.isArray(form)) return form.map((line) => fill(line, shown) as string)
    if (!isMap(form)) return undefined
    const filled = Object.entries(form).map(([key, value]) => [key, fill(value, shown)] as const)
    return Object.fromEntries(filled.filter((pair): pair is [string, Tree] => pair[1] !== undefined))
  }
  const say = (value: unknown) => (typeof value === 'number' ? digits(value) : String(value))

  return treeFrom(own, base, '') as Words
}

export const isMap = (value: unknown): value is Record<string, OwnWords> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** Whether what was filled in for a function says it in several forms. */
export const hasForms = (from: OwnWords, given: Given): from is Record<string, OwnWords> => {
  const names = formNames(given)
  return names !== undefined && isMap(from) && Object.keys(from).some((key) => names.includes(key))
}
