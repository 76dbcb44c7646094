import { expect, test } from 'vitest'
import { cleanMarkdown } from '../../../../cli/import/clean/clean.ts'
import { readMarkdown } from '../../../../functions/issue/markdown.ts'

const words = { references: 'References', backToText: (mark: string) => mark }
const clean = (text: string) =>
  cleanMarkdown(text.split('\n').map((one, at) => ({ line: at + 1, text: one })))
const cleaned = (text: string): string => {
  const { markdown } = clean(text)
  expect(readMarkdown(markdown, words).complaints).toEqual([])
  return markdown.trim()
}

test.each<[what: string, text: string, result: string]>([
  ['attributes without quotes', '<a href=https://b.c/d?e=f target=_blank>g</a>', '[g](https://b.c/d?e=f)'],
  ['tags that are not balanced', 'a <b>b <i>c</b> d</i> e', 'a **b *c*** *d* e'],
  ['Markdown within tags', '<a href="https://b.c">d **e**</a>', '[d **e**](https://b.c)'],
  ['Markdown in a block', '<div align="center">\n\n**a** <b>b</b>\n\n</div>', '**a** **b**'],
  ['Markdown in a block without blank lines', '<div>\n**a**\n</div>', '**a**'],
  [
    'notes as Substack has them',
    '<p>a<a class="footnote-anchor" href="#footnote-1">1</a></p>\n\n<div class="footnote"><a class="footnote-number" href="#footnote-anchor-1">1</a><div class="footnote-content"><p>b</p></div></div>',
    'a[^1]\n\n[^1]: b',
  ],
  ['line breaks', 'a<br>b<br/>c', 'a\\\nb\\\nc'],
  ['lists whose items do not end', '<ul><li>a<li>b</ul>', '- a\n- b'],
  ['headings', '<h1>a</h1><h3>b</h3>', '## a\n\n### b'],
  ['details', '<details><summary>a</summary>\n\nb\n\n</details>', '**a**\n\nb'],
  ['tables', '<table><tr><th>a<th>b<tr><td>1<td><b>2</b></table>', '| a | b |\n| - | - |\n| 1 | **2** |'],
  ['tables that lay a mail out', '<table><tr><td><h1>a</h1><table><tr><td>b</table></table>', '## a\n\nb'],
  ['paragraphs of divisions', '<div>a</div><div>b</div>', 'a\n\nb'],
  [
    'powers and citations',
    'x<sup>2</sup> y<sup>[3]</sup> 1<sup>st</sup> H<sub>2</sub>O',
    'x² y\\[3] 1st H₂O',
  ],
  ['keys, marks, underlines', '<kbd>a</kbd> <mark>b</mark> <u>c</u>', '`a` *b* c'],
  ['styled spans', '<span style="font-weight:bold">a</span>', '**a**'],
  [
    'frames',
    '<iframe src="https://www.youtube.com/embed/x" title="t"></iframe>',
    '[t](https://www.youtube.com/watch?v=x)',
  ],
  ['frames that have no end', '<iframe src=//a.b/c width=1>\n\nd', '[a.b](https://a.b/c)\n\nd'],
  ['frames in a sentence', 'a<iframe src="https://a.b/c"></iframe>d', 'a [a.b](https://a.b/c) d'],
  [
    'a cell of a Markdown table beside one in which tags of another begin',
    '| a | b |\n|---|---|\n| <table><tr>lost | c |\n| *d<td>e* | f |\n\ng',
    '| a | b |\n| - | - |\n| lost | c |\n| *d e* | f |\n\ng',
  ],
  [
    'a table within a cell of a Markdown table',
    '| a | b |\n|---|---|\n| <table><tr><td>c</td></tr></table> | d |',
    '| a | b |\n| - | - |\n| c | d |',
  ],
  ['words between the cells of a table that has no end', '<table><tr>a <b>b</b> c\n\nd', 'a **b** c\n\nd'],
  [
    'form feeds by their number',
    'a&#12;b\n\n![c&#xC;d](https://a.b/c.png)',
    'a b\n\n![c d](https://a.b/c.png)',
  ],
  ['films', '<video controls><source src="https://a.b/c.mp4"></video>', '[a.b](https://a.b/c.mp4)'],
  ['drawings', '<svg><title>a</title><path d="M0"/></svg> b', 'a b'],
  ['images', '<img src="https://a.b/c.png" alt="d" width=600>', '![d](https://a.b/c.png)'],
  [
    'images in links',
    '<a href="https://a.b"><img src="https://a.b/c.png" alt="d"></a>',
    '[![d](https://a.b/c.png)](https://a.b)',
  ],
  ['fields that swallow the rest', 'a <textarea> b\n\nc', 'a b\n\nc'],
  ['handlers', '<p onclick="x()">a</p>', 'a'],
  ['addresses of scripts', '<a href="javascript:x">a</a>', 'a'],
])('%s', (_, text, result) => expect(cleaned(text)).toBe(result))

test.each<[what: string, text: string, reason: string]>([
  ['a script', 'a\n\n<script>\n\nb()\n\n</script>\n\nc', '3 <script>: “b()”'],
  ['a style', 'a\n\n<style>b {}</style>\n\nc', '3 <style>'],
  [
    'a pixel',
    'a\n\n<img src="https://b.c/d.gif" width="1" height="1">\n\nc',
    '3 a tracking pixel: https://b.c/d.gif',
  ],
  ['a preview that is hidden', 'a\n\n<div style="display:none">b</div>\n\nc', '3 hidden from readers: “b”'],
  ['a drawing without words', 'a\n\n<svg><path d="M0"/></svg>\n\nc', '3 a drawing'],
  ['a field', 'a\n\n<select><option>b</select>\n\nc', '3 <select>'],
])('%s is left out, with its line and reason', (_, text, reason) => {
  const [first] = clean(text).dropped
  expect(cleaned(text)).toBe('a\n\nc')
  expect(`${first?.line} ${first?.reason}`).toContain(reason)
})
