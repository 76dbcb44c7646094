import { expect, test } from 'vitest'
import { packagedCardFiles } from '../../../cli/editions/card-files.ts'
import { titleFontFiles } from '../../../functions/edition/lists/title-font-files.ts'
import { stylesheet } from '../../../functions/web/style.ts'
import { aPublication } from '../../builders.ts'

const css = stylesheet(aPublication().brand)

test('the fonts that the style sheet asks for are files of the site, and weigh no more than 60 KB', async () => {
  const files = await titleFontFiles(packagedCardFiles)
  const asked = [...css.matchAll(/url\(\/(assets\/fonts\/[^)]+)\)/g)].map(([, path]) => path)
  expect(new Set(asked)).toEqual(new Set(files.map(({ path }) => path)))
  expect(files.reduce((sum, { body }) => sum + body.length, 0)).toBeLessThan(60_000)
  for (const { contentType, cacheControl } of files)
    expect([contentType, cacheControl]).toEqual(['font/woff', 'public, max-age=31536000, immutable'])
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
  ).toHaveLength(3)
  expect(css).toMatch(/\.lede\{font-family:var\(--lede\)/)
  expect(css).not.toMatch(/--lede:[^;]*Title Serif/)
})
