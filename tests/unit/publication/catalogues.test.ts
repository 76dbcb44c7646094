import { readdirSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { catalogues } from '../../../functions/publication/words/catalogues.ts'
import en from '../../../functions/publication/words/en.ts'
import { wordsFrom } from '../../../functions/publication/words/own/own-words.ts'
import { givenTo } from '../../../functions/publication/words/own/placeholders.ts'
import { formsIn, ownWordsOf } from '../../../functions/publication/words/own/templates.ts'
import { wordsOf } from '../../../functions/publication/words.ts'

const folder = 'functions/publication/words'
const tags = Object.keys(catalogues)
const rightToLeft = ['ar', 'fa']

type Say = (...given: unknown[]) => unknown
type Leaf = { path: string; text: string }

/** Keys from the top to each text or function, in their order. */
const pathsOf = (tree: unknown, path = ''): string[] =>
  typeof tree === 'object'
    ? Object.entries(tree as object).flatMap(([key, value]) => pathsOf(value, path ? `${path}.${key}` : key))
    : [`${path}${typeof tree === 'function' ? '()' : ''}`]

/** What every argument of a function is called with, in a form: texts are marks, numbers unlike any other. */
const marksFor = (path: string, language: string) =>
  formsIn(language, givenTo(path)).map(({ name, values }) => ({
    name,
    values: Object.fromEntries(
      Object.entries(values).map(([key, value]) => [key, typeof value === 'string' ? `⟦${key}⟧` : value]),
    ),
  }))

/** Each text of a catalogue, functions called with marks in each of their forms. */
const leavesOf = (tree: unknown, language: string, path = ''): Leaf[] => {
  if (typeof tree === 'string') return [{ path, text: tree }]
  if (typeof tree === 'function')
    return marksFor(path, language).flatMap(({ name, values }) =>
      leavesOf((tree as Say)(...Object.values(values)), language, name ? `${path} ${name}` : path),
    )
  return Object.entries(tree as object).flatMap(([key, value]) =>
    leavesOf(value, language, path ? `${path}.${key}` : key),
  )
}

const functionsOf = (tree: unknown, path = ''): { path: string; say: Say }[] =>
  typeof tree === 'function'
    ? [{ path, say: tree as Say }]
    : typeof tree === 'object'
      ? Object.entries(tree as object).flatMap(([key, value]) =>
          functionsOf(value, path ? `${path}.${key}` : key),
        )
      : []

const digitsIn = (language: string, value: number) =>
  new Intl.NumberFormat(language, { useGrouping: false }).format(value)

/** What is the same as in English, and is meant to be. */
const asInEnglish: Record<string, string[]> = {
  'zh-CN': [],
  'zh-TW': [],
  ja: [],
  ko: ['notices.subject'],
  fr: ['site.notes'],
  es: ['notices.subject', 'digest.subject without number'],
  de: ['notices.subject', 'digest.subject without number', 'digest.testSubject'],
  fa: ['notices.', 'digest.subject without number'],
  ar: ['notices.', 'digest.subject without number'],
}
const everywhere = ['site.between']

test('every catalogue is a file of its own, and every such file a catalogue', () => {
  const files = readdirSync(folder).filter((name) => /^[a-z]{2}(-[A-Z]{2})?\.ts$/.test(name))
  expect(files.map((name) => name.replace('.ts', ''))).toEqual([...tags].sort())
})

describe.each(tags.filter((tag) => tag !== 'en'))('the words in %s', (tag) => {
  const words = catalogues[tag]!

  test('have the keys of the English ones, in their order', () => {
    expect(pathsOf(words)).toEqual(pathsOf(en))
  })

  test('are English only where they are meant to be', () => {
    const exceptions = [...everywhere, ...asInEnglish[tag]!]
    const english = new Map(leavesOf(en, 'en').map(({ path, text }) => [path, text]))
    const same = leavesOf(words, tag).filter(({ path, text }) => english.get(path) === text)
    const isMeant = (path: string) =>
      exceptions.some((one) => (one.endsWith('.') ? path.startsWith(one) : path === one))
    expect(same.filter(({ path }) => !isMeant(path))).toEqual([])
  })

  test('do not speak of an exception that is none', () => {
    const english = new Map(leavesOf(en, 'en').map(({ path, text }) => [path, text]))
    const same = leavesOf(words, tag).filter(({ path, text }) => english.get(path) === text)
    const idle = [...asInEnglish[tag]!].filter(
      (one) => !same.some(({ path }) => (one.endsWith('.') ? path.startsWith(one) : path === one)),
    )
    expect(idle).toEqual([])
  })
})

describe.each(tags)('the words in %s', (tag) => {
  const words = catalogues[tag]!

  test('use all that their functions are given', () => {
    const unused = functionsOf(words).flatMap(({ path, say }) =>
      marksFor(path, tag).flatMap(({ name, values }) => {
        const said = JSON.stringify(say(...Object.values(values)))
        const isSaid = (value: unknown) =>
          said.includes(String(value)) || (typeof value === 'number' && said.includes(digitsIn(tag, value)))
        return (
          Object.entries(values)
            .filter(([, value]) => value !== undefined)
            .filter(([, value]) => !isSaid(value))
            // “One more” and “two more” need no number.
            .filter(([key]) => !(givenTo(path)[key] === 'count' && ['zero', 'one', 'two'].includes(name!)))
            .map(([key]) => `${path} ${name ?? ''} says nothing of ${key}`)
        )
      }),
    )
    expect(unused).toEqual([])
  })

  test('are one line each, without an undefined in it, and without blanks at their ends', () => {
    const wrong = leavesOf(words, tag).filter(
      ({ path, text }) =>
        /[\r\n\t]|undefined|NaN|\[object| {2}/.test(text) ||
        (path !== 'site.between' && text.trim() !== text) ||
        !text,
    )
    expect(wrong).toEqual([])
  })

  test('have in the texts for the search what its script fills in', () => {
    expect(words.site.search.many).toContain('{count}')
    expect(words.site.search.firstOf).toMatch(/\{count\}.*\{shown\}/)
    expect(words.site.search.one).not.toContain('{')
  })

  test('are the same again when an editor has them as a file to change', () => {
    const again = wordsFrom(ownWordsOf(words, tag), en, tag)
    // Where English stands in, its numbers become those of the language.
    const own = (all: Leaf[]) =>
      all.filter(({ path }) => !(asInEnglish[tag] ?? []).includes(`${path.split('.')[0]}.`))
    expect(own(leavesOf(again, tag))).toEqual(own(leavesOf(words, tag)))
    expect(pathsOf(again)).toEqual(pathsOf(words))
    for (const count of [0, 1, 2, 3, 7, 11, 21, 99, 100, 101, 111])
      expect([again.digest.more(count), again.site.minutes(count)]).toEqual([
        words.digest.more(count),
        words.site.minutes(count),
      ])
  })
})

test('French has its spaces: none may end a line before its sign, or after «', () => {
  const texts = leavesOf(catalogues.fr, 'fr').map(({ text }) => text.replace(/https:\S+/g, ''))
  expect(texts.filter((text) => /(^|[^\u202f])[;!?»]|«(?!\u202f)|[^\u00a0]:/.test(text))).toEqual([])
})

test.each([
  ['de', /["“”](?=\w)|\w["”]|'/, /„[^“]*“/],
  ['fr', /["“”']/, /«[^»]*»/],
  ['es', /["“”']/, /«[^»]*»/],
  ['zh-TW', /[“”"']/, /「[^」]*」/],
  ['zh-CN', /[「」"']/, /“[^”]*”/],
])('quotation marks are those of %s', (tag, wrong, right) => {
  const texts = leavesOf(catalogues[tag]!, tag).map(({ text }) => text)
  expect(texts.filter((text) => wrong.test(text))).toEqual([])
  expect(texts.some((text) => right.test(text))).toBe(true)
})

test('zh-TW has its own vocabulary, and no simplified letters', () => {
  const texts = leavesOf(catalogues['zh-TW']!, 'zh-TW').map(({ text }) => text)
  const ofTheMainland =
    /网|络|订|阅|邮|链接|鏈接|信息|郵箱|搜索|默認|設置|屏幕|用戶|退訂|視頻|軟件|登錄|[这们为时发会个国说请从]/
  expect(texts.filter((text) => ofTheMainland.test(text))).toEqual([])
})

describe.each(rightToLeft)('the words in %s', (tag) => {
  const leaves = leavesOf(catalogues[tag]!, tag).filter(({ path }) => !path.startsWith('notices.'))

  test('set apart Latin words that stand beside signs, and close what they open', () => {
    const wrong = leaves.filter(({ text }) => {
      const opened = [...text.matchAll(/\u2068/g)].length
      const closed = [...text.matchAll(/\u2069/g)].length
      const outside = text.replace(/\u2068[^\u2069]*\u2069/g, '').replace(/⟦\w+⟧|\{\w+\}/g, '')
      return opened !== closed || /[A-Za-z]+[.@()\d]/.test(outside)
    })
    expect(wrong).toEqual([])
  })

  test('write numbers as dates are written there', () => {
    const digits = new Intl.DateTimeFormat(tag, { day: 'numeric', timeZone: 'UTC' }).format(
      Date.UTC(2026, 2, 25),
    )
    const [digit] = /\p{Nd}/u.exec(digits)!
    const isLatin = /[0-9]/.test(digit)
    expect(/[0-9]/.test(catalogues[tag]!.site.page(12))).toBe(isLatin)
    expect(/[0-9]/.test(catalogues[tag]!.forms.problems.textTooLong)).toBe(isLatin)
  })
})

test.each([
  ['ar', ['ومقال واحد آخر على الموقع', 'ومقالان آخران على الموقع']],
  ['de', ['und 1 weiterer Beitrag auf der Website', 'und 2 weitere Beiträge auf der Website']],
  ['fr', ['et 1 autre sur le site', 'et 2 autres sur le site']],
  ['es', ['y 1 artículo más en la web', 'y 2 artículos más en la web']],
])('numbers have their plural in %s', (tag, said) => {
  expect([1, 2].map(catalogues[tag]!.digest.more)).toEqual(said)
})

describe.each(tags)('the words in %s', (tag) => {
  const isRightToLeft = rightToLeft.includes(tag)
  const [foreign, own] = isRightToLeft ? ['Tide 64!', 'موج'] : ['موج ٦٤!', 'Tide']
  const called = (name: string) =>
    functionsOf(wordsOf(tag)).flatMap(({ path, say }) => {
      const given = givenTo(path)
      const names = Object.values(given).filter((kind) => kind === 'name').length
      const values = Object.values(given).map((kind) => (kind === 'name' ? name : kind === 'text' ? 'x' : 3))
      return names === 0 ? [] : [{ path, names, said: JSON.stringify(say(...values)) }]
    })

  test('set apart every name of the other direction', () => {
    const mark = isRightToLeft ? '\u2066' : '\u2067'
    for (const { path, names, said } of called(foreign)) {
      expect(said.split(`${mark}${foreign}\u2069`).length, path).toBeGreaterThan(names)
      expect(said.replaceAll(`${mark}${foreign}\u2069`, ''), path).not.toContain(foreign)
    }
  })

  test('put no mark where none is needed', () => {
    const marked = called(own).filter(({ said }) => /[\u2066\u2067]/.test(said))
    expect(marked).toEqual([])
  })
})
