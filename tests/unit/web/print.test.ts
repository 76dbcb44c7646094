import { expect, test } from 'vitest'
import { printStylesheet, sitePrintStylesheet, stylesheet } from '../../../functions/web/style.ts'
import { aPublication } from '../../builders.ts'

test('a printed page has a number, and from the second on the name of its publication in its language', () => {
  const css = sitePrintStylesheet(aPublication())
  expect(css).toContain('@bottom-center{content:counter(page)')
  expect(css).toContain('@page zh-CN { @top-center { content: "矩阵 Matrix"')
  expect(css).toContain('@page en { @top-center { content: "Matrix"')
  expect(css).toContain('@page en:first { @top-center { content: none } }')
  expect(css).toContain('@media print { [lang=en] body { page: en } }')
})

test('no name ends the string that it stands in', () => {
  const names = { en: 'Tom\'s "Tide" \\ </style>' }
  const css = sitePrintStylesheet({ names, languages: ['en'] })
  expect(css).toContain('content: "Tom\\27 s \\22 Tide\\22  \\5c  \\3c \\2f style\\3e "')
})

test('texts stand in columns where the paper has room for two', () => {
  expect(printStylesheet).toContain('@media print and (min-width: 150mm){\narticle > .body{columns:2')
  expect(printStylesheet.match(/.*text-align:justify/g)).toEqual([
    ':is([lang|=zh], [lang|=ja]) article > .body{text-align:justify',
  ])
})

test('no screen loads what is for paper', () => {
  expect(stylesheet(aPublication().brand)).not.toMatch(/@page|@media print/)
})
