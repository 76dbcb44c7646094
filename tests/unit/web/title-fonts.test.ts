import { parse } from 'opentype.js/dist/opentype.mjs'
import { expect, test } from 'vitest'
import { packagedCardFiles } from '../../../cli/editions/card-files.ts'
import { titleFontFiles } from '../../../functions/edition/lists/title-font-files.ts'
import { stylesheet } from '../../../functions/web/style.ts'
import { titleFonts } from '../../../functions/web/title-fonts.ts'
import { aPublication } from '../../builders.ts'

const css = stylesheet(aPublication().brand)

test('the fonts that the style sheet asks for are files of the site', async () => {
  const files = await titleFontFiles(packagedCardFiles)
  const asked = [...css.matchAll(/url\(\/(assets\/fonts\/[^)]+)\)/g)].map(([, path]) => path)
  expect(new Set(asked)).toEqual(new Set(files.map(({ path }) => path)))
  for (const { contentType, cacheControl } of files)
    expect([contentType, cacheControl]).toEqual(['font/woff', 'public, max-age=31536000, immutable'])
})

/** Whether a `unicode-range` has a character. */
const has = (range: string, character: string): boolean =>
  range.split(', ').some((part) => {
    const [from, to = from] = part.slice('U+'.length).split('-')
    const code = character.codePointAt(0)!
    return code >= Number.parseInt(from!, 16) && code <= Number.parseInt(to!, 16)
  })

test.each([
  ['English', 'Nine boats went out – “and came back”'],
  ['Czech', 'Příliš žluťoučký kůň'],
  ['Vietnamese', 'Chín chiếc thuyền ra khơi, và trở về ở đây'],
  ['Russian', 'Девять лодок вышли в море, № 12'],
  ['Ukrainian', 'Дев’ять човнів, і ґанок'],
  ['Greek', 'Εννέα βάρκες βγήκαν ως τη θάλασσα'],
])('a title in %s is set in it whole, by fonts of no more than 60 KB', async (_, title) => {
  const files = await titleFontFiles(packagedCardFiles)
  const needed = new Set<number>()
  for (const character of title) {
    const at = titleFonts.findIndex(({ range }) => has(range, character))
    expect(at, character).toBeGreaterThanOrEqual(0)
    needed.add(at)
  }
  for (const at of needed) {
    const { buffer, byteOffset, byteLength } = Buffer.from(files[at]!.body)
    const font = parse(buffer.slice(byteOffset, byteOffset + byteLength) as ArrayBuffer)
    for (const character of title)
      if (titleFonts.findIndex(({ range }) => has(range, character)) === at)
        expect(font.charToGlyph(character).index, character).toBeGreaterThan(0)
  }
  expect([...needed].reduce((sum, at) => sum + files[at]!.body.length, 0)).toBeLessThan(60_000)
})

test('they are of the version that their names say', async () => {
  const {
    default: { version },
  } = await import('@fontsource/source-serif-4/package.json', { with: { type: 'json' } })
  for (const { path } of await titleFontFiles(packagedCardFiles)) expect(path).toContain(`-${version}.woff`)
})

test('a page is readable before its font has come, and a lede is not bold', () => {
  expect(
    css.match(/@font-face\{[^}]*url\([^}]*font-display:swap|@font-face\{[^}]*font-display:swap[^}]*url\(/g),
  ).toHaveLength(titleFonts.length + 1)
  expect(css).toMatch(/\.lede\{font-family:var\(--lede\)/)
  expect(css).not.toMatch(/--lede:[^;]*Title Serif/)
})
