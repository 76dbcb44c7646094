import { expect, test } from 'vitest'
import {
  lacking,
  wordsOfMarkdown,
  wordsOfPage,
  wordsOfSource,
} from '../../../../../cli/import/exports/visible-words.ts'

const list = (words: Map<string, number>) =>
  [...words].flatMap(([word, count]) => Array.from({ length: count }, () => word))

test.each([
  ['<p>One <b>tw</b>o</p><p>three</p>', ['one', 'two', 'three']],
  ['H<sub>2</sub>O &amp; caf&eacute;&nbsp;x &#x6d77;&#27700;', ['h2o', 'café', 'x', '海', '水']],
  ['a<!-- no > <b> -->b<script>var no = "</b>"</script>c<style>no{}</style>', ['a', 'b', 'c']],
  ['<a title="a > b">seen</a> 1 < 2 > 0', ['seen', '1', '2', '0']],
  ['<p>soft&shy;hyphen</p><td>a</td><td>b</td>', ['softhyphen', 'a', 'b']],
  ['*|FNAME|* {{ .Name }} %%url%% stays', ['stays']],
  ['never <closed words', ['never', 'closed', 'words']],
])('%s shows these words', (html, words) => {
  expect(list(wordsOfPage(html))).toEqual(words)
})

test('Markdown as it was written and as it is parsed shows the same words', () => {
  const markdown =
    'The *tide*[^1] is [low](https://a.example/b_c) at ![no](x.png) `six`.\n\n| a | b |\n|---|---|\n| c | d |\n\n[^1]: A note.\n'
  expect(lacking(wordsOfSource(markdown), wordsOfMarkdown(markdown))).toEqual([])
  expect(list(wordsOfMarkdown(markdown)).sort()).toEqual([
    'a',
    'a',
    'at',
    'b',
    'c',
    'd',
    'is',
    'low',
    'note',
    'six',
    'the',
    'tide',
  ])
})

test('what is lacking is named as often as it is', () => {
  expect(lacking(wordsOfPage('rope rope salt'), wordsOfPage('rope'), wordsOfPage('tar'))).toEqual([
    'rope',
    'salt',
  ])
})
