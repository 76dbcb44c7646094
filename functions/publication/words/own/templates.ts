import type { Words } from '../en.ts'
import { numberIn } from '../number.ts'
import type { OwnWords, Tree } from './own-words.ts'
import { countOf, type Given, givenTo, isText, optionalOf, withIt, withoutIt } from './placeholders.ts'

/** One form of a text: what it is called where there are several, and what its function is called with for it. */
export type Form = { name?: string; values: Record<string, unknown> }

/** One of these stands for each number that is no count: nothing else in a text is like it. */
const marker = 90_210

/**
 * The forms that a function's text has in a language: one for each plural form that whole numbers have there, with what
 * may be missing and without.
 */
export const formsIn = (language: string, given: Given): Form[] => {
  const values = Object.fromEntries(
    Object.entries(given).map(([name, kind], at) => [name, isText(kind) ? `{${name}}` : marker + at]),
  )
  const optional = optionalOf(given)
  if (optional)
    return [
      { name: withIt(optional), values },
      { name: withoutIt(optional), values: { ...values, [optional]: undefined } },
    ]
  const count = countOf(given)
  if (!count) return [{ values }]
  return samplesIn(language).map(([name, sample]) => ({ name, values: { ...values, [count]: sample } }))
}

/** A number for each plural form, `other` last, even where fractions alone have it: it stands for what is left out. */
const samplesIn = (language: string): [string, number][] => {
  const rules = new Intl.PluralRules(language)
  const numbers = [...Array.from({ length: 200 }, (_, number) => number), 1_000_000]
  const names = rules.resolvedOptions().pluralCategories.filter((name) => name !== 'other')
  const samples = [...names, 'other'].map((name) => [
    name,
    numbers.findLast((one) => rules.select(one) === name),
  ])
  return samples.filter((pair): pair is [string, number] => pair[1] !== undefined || pair[0] === 'other')
}

/** What a function of a catalogue says in one form, with `{name}` where it was given something. */
export const templateOf = (
  say: (...given: never[]) => Tree,
  { values }: Form,
  language: string,
): Exclude<Tree, (...given: never[]) => Tree> => {
  const digits = numberIn(language)
  const unfilled = (said: Tree): Tree => {
    if (typeof said !== 'string') return mapped(said, unfilled)
    return Object.entries(values).reduce(
      (text, [name, value]) =>
        typeof value === 'number'
          ? text.replaceAll(digits(value), `{${name}}`).replaceAll(String(value), `{${name}}`)
          : text,
      said,
    )
  }
  return unfilled(say(...(Object.values(values) as never[]))) as never
}

const mapped = (tree: Exclude<Tree, string>, change: (tree: Tree) => Tree): Tree =>
  Array.isArray(tree)
    ? (tree.map(change) as string[])
    : Object.fromEntries(Object.entries(tree).map(([key, value]) => [key, change(value)]))

/** A catalogue as one that is filled in: `wordsFrom` makes the same of it again. */
export const ownWordsOf = (words: Words, language: string): OwnWords => {
  const read = (tree: Tree, path: string): OwnWords => {
    if (typeof tree === 'string') return tree
    if (typeof tree === 'function') return formsOf(tree, path, language)
    return Object.fromEntries(
      Object.entries(tree).map(([key, value]) => [key, read(value, path ? `${path}.${key}` : key)]),
    )
  }
  return read(words, '')
}

const formsOf = (say: (...given: never[]) => Tree, path: string, language: string): OwnWords => {
  const given = givenTo(path)
  const forms = formsIn(language, given).map((form) => [form.name, templateOf(say, form, language)] as const)
  const last = forms.at(-1)![1]
  const differing = forms.filter(([, said]) => JSON.stringify(said) !== JSON.stringify(last))
  if (differing.length === 0) return last as OwnWords
  return Object.fromEntries([...differing, forms.at(-1)!]) as OwnWords
}
