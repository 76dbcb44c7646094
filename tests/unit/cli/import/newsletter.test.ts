import { describe, expect, test } from 'vitest'
import { outlineNewsletter } from '../../../../cli/import/newsletter/newsletter.ts'
import { outline, shape } from './newsletter-builders.ts'

describe('sections and items by headings', () => {
  test('a heading with deeper ones below it is a section, and the leaves are articles', () => {
    const { sections, articles } = outline(`
# Harbour Letter 12

## Quay

### Cranes

The old crane stays.

### Ropes

New ropes came.

## Weather

It rained.
`)
    expect(sections).toEqual([{ title: 'Quay', subsections: [] }])
    expect(articles.map(shape)).toEqual(['Quay › Cranes', 'Quay › Ropes', 'Weather'])
  })

  test('levels that are skipped do not count, and three make subsections', () => {
    const { sections, articles } = outline(`
# Letter

## Ships

#### Sail

###### The Anna

She came home.

###### The Berta

She left.
`)
    expect(sections).toEqual([{ title: 'Ships', subsections: ['Sail'] }])
    expect(articles.map(shape)).toEqual(['Ships › Sail › The Anna', 'Ships › Sail › The Berta'])
  })

  test('headings may be underlined, without a space, or HTML', () => {
    const { issue, articles } = outline(`
Harbour Letter
==============

Cranes
------

One.

##Ropes

Two.

<h2 align=center><b>Tides</b></h2>

Three.
`)
    expect(issue.title).toBe('Harbour Letter')
    expect(articles.map(({ title }) => title)).toEqual(['Cranes', 'Ropes', 'Tides'])
  })

  test('a hashtag, a rule under a sentence, and what stands in code, quotes, HTML or comments is no heading', () => {
    const { articles } = outline(`
# Letter

## Only

#harbour #ships

This is a whole sentence, and a line of dashes under it is nothing but a rule.
---

\`\`\`sh
# not me
\`\`\`

> ## nor me

<pre>
## nor me
</pre>

<!--
## nor me
-->
`)
    expect(articles.map(({ title }) => title)).toEqual(['Only'])
  })

  test('a section’s own text is an article of its name, however short it is', () => {
    const { articles, headings } = outline(`
# Letter

## Ships

All that floats, told by those who were aboard, with their words and in their order, for those who were not and still would like to know.

### Anna

Home.

## Quay

All that stands.

### Crane

Old.
`)
    expect(articles.map(shape)).toEqual(['Ships › Ships', 'Ships › Anna', 'Quay › Quay', 'Quay › Crane'])
    expect(headings).toContainEqual({ startLine: 11, endLine: 11 })
  })

  test('numbers before headings are taken off when they count, and a day keeps its own', () => {
    const counted = outline('# L\n\n## 1. Ships\n\n### A\n\nx\n\n## 2. Quay\n\n### B\n\ny')
    expect(counted.sections).toMatchObject([
      { number: '1', title: 'Ships' },
      { number: '2', title: 'Quay' },
    ])
    const chinese = outline('# 港口周刊 第 3 期\n\n## 一、船\n\n好。\n\n## 二、码头\n\n也好。')
    expect(chinese.articles.map(({ title }) => title)).toEqual(['船', '码头'])
    const days = outline('# Termine\n\n## 1. Mai\n\nTanz.\n\n## 9. Mai\n\nRuhe.')
    expect(days.articles.map(({ title }) => title)).toEqual(['1. Mai', '9. Mai'])
  })

  test('a heading with nothing under it is dropped, one that is a link is a brief', () => {
    const { articles, dropped } = outline(
      '# L\n\n## Empty\n\n##\n\n## [Ropes](https://e.org/r)\n\n## Tides\n\nHigh.',
    )
    expect(articles.map(({ title, kind, links }) => [title, kind, links.length])).toEqual([
      ['Ropes', 'brief', 1],
      ['Tides', 'full', 0],
    ])
    expect(dropped.map(({ line, reason }) => [line, reason])).toEqual([
      [3, 'a heading with nothing under it'],
      [5, 'a heading without words'],
    ])
  })

  test('several headings of the first level are sections, if the first names no newsletter', () => {
    const text = '# Ships\n\n## Anna\n\nHome.\n\n# Quay\n\n## Crane\n\nOld.'
    expect(outline(text, 'harbour-letter').issue.title).toBe('Harbour letter')
    expect(outline(text).sections.map(({ title }) => title)).toEqual(['Ships', 'Quay'])
    expect(outline(`# Harbour Weekly 7\n\n${text}`).issue).toMatchObject({
      title: 'Harbour Weekly 7',
      number: 7,
    })
  })
})

describe('entries of lists', () => {
  const list = `
# Letter

## Links

- [Cranes](https://e.org/1) — how they lift
  and how they rest
- 🎉 **Ropes**: all of them, [here](https://e.org/2)
  - a nested one
- [Tides](https://e.org/3) rise again
* [Winds](https://e.org/4)
- [Knots](https://e.org/5) by Erika Muster

## Prose

Nothing but words.
`
  const { sections, articles } = outline(list)

  test('each is a brief of its section, titled by its link or bold words', () => {
    expect(sections).toEqual([{ title: 'Links', subsections: [] }])
    expect(articles.map(shape)).toEqual([
      ...['Links › Cranes', 'Links › Ropes', 'Links › Tides', 'Links › Winds', 'Links › Knots'],
      'Prose',
    ])
    expect(articles.slice(0, 5).every(({ kind }) => kind === 'brief')).toBe(true)
    expect(articles[0]!.links).toEqual([{ title: 'Cranes', url: 'https://e.org/1' }])
  })

  test('their text loses the mark, the title and the indentation, but no word of a sentence', () => {
    expect(articles.map(({ body }) => body.map(({ text }) => text))).toEqual([
      ['how they lift', 'and how they rest'],
      ['all of them, [here](https://e.org/2)', '- a nested one'],
      ['[Tides](https://e.org/3) rise again'],
      [],
      [],
      ['Nothing but words.'],
    ])
    expect(articles[4]!.author).toBe('Erika Muster')
  })

  test('what is said around them is an article of the section, or its last one', () => {
    const { articles } = outline(`
# Letter

## Jobs

We know them all, or so we think, and whoever knows another may write to us until Friday noon, as always and as last time, please.

- [A](https://e.org/1)
- [B](https://e.org/2)
- [C](https://e.org/3)

Do you want to hire?
[Write to us](https://e.org/4)!
`)
    expect(articles.map(shape)).toEqual([
      'Jobs › Jobs',
      'Jobs › A',
      'Jobs › B',
      'Jobs › C',
      'Jobs › Do you want to hire?',
    ])
  })

  test('a line between lists names those that follow', () => {
    const { sections, articles } = outline(`
# Letter

## Links

- [A](https://e.org/1)
- [B](https://e.org/2)

Tools:

- [C](https://e.org/3)
`)
    expect(sections).toEqual([{ title: 'Links', subsections: ['Tools'] }])
    expect(articles.map(shape)).toEqual(['Links › A', 'Links › B', 'Links › Tools › C'])
  })

  test('a list that points nowhere stays a list', () => {
    const { articles } = outline('# L\n\n## Figures\n\n- **Readers**: 3\n- **Ships**: 4\n- **Cranes**: 1\n')
    expect(articles.map(shape)).toEqual(['Figures'])
  })

  test('a day in bold and the link after it are one title', () => {
    const { articles } = outline(
      '# L\n\n## Dates\n\n- **5 May 2024**: [Feast](https://e.org/1), with music\n- **6 May 2024** [Rest](https://e.org/2)\n- [Work](https://e.org/3)\n',
    )
    expect(articles.map(({ title }) => title)).toEqual(['5 May 2024: Feast', '6 May 2024: Rest', 'Work'])
  })

  test('a list of contributors stays a list', () => {
    const { articles } = outline(
      '# L\n\n## Thanks to\n\n- [@anna](//github.com/anna) (Anna)\n- [@berta](//github.com/berta)\n- [@carla](//github.com/carla)\n',
    )
    expect(articles.map(shape)).toEqual(['Thanks to'])
  })

  test('links are resolved by definitions anywhere, and each article brings those that it uses', () => {
    const { articles, dropped } = outline(`
# Letter

## Links

- [Cranes][]: they lift, see [there][more]
- [Ropes][r]
- [Lost][nowhere] is what it is

## Prose

As said [there][more][^1].

[cranes]: https://e.org/1
[r]: <https://e.org/2>
[more]: https://e.org/3
[^1]: Or so.
`)
    expect(articles.map(({ title, links }) => [title, links[0]?.url])).toEqual([
      ['Cranes', 'https://e.org/1'],
      ['Ropes', 'https://e.org/2'],
      ['Lost', undefined],
      ['Prose', 'https://e.org/3'],
    ])
    expect(articles.map(({ body }) => body.map(({ text }) => text).filter(Boolean))).toEqual([
      ['they lift, see [there][more]', '[more]: https://e.org/3'],
      [],
      ['[Lost][nowhere] is what it is'],
      ['As said [there][more][^1].', '[more]: https://e.org/3', '[^1]: Or so.'],
    ])
    expect(dropped.map(({ line }) => line)).toEqual([13, 14, 15, 16])
  })

  test('too many entries stand as lists', () => {
    const many = Array.from({ length: 401 }, (_, at) => `- [N${at}](https://e.org/${at})`).join('\n')
    for (const text of [`# L\n\n## Links\n\n${many}`, many]) {
      const { articles, doubts } = outline(text)
      expect(articles).toHaveLength(1)
      expect(doubts[0]!.what).toContain('401 entries')
    }
  })

  test('numbered paragraphs own what follows them', () => {
    const { articles } = outline(`
# 港口周刊：第 8 期

## 消息

1、[起重机](https://e.org/1)

![](a.png)

它还在。

2、[绳子](https://e.org/2)（英文）

新的。

## 言论

1、

水往低处流。

2、

船往高处走。
`)
    expect(articles.map(shape)).toEqual([
      '消息 › 起重机',
      '消息 › 绳子',
      '言论 › 水往低处流。',
      '言论 › 船往高处走。',
    ])
    expect(articles[1]!.body.map(({ text }) => text)).toEqual(['（英文）', '', '新的。'])
  })

  test('paragraphs that begin with a link are entries, too', () => {
    const text = [1, 2, 3]
      .map((n) => `**[Title ${n}](https://e.org/${n})** — words\n\nmore of ${n}`)
      .join('\n\n')
    expect(outline(`# L\n\n## Links\n\n${text}`).articles.map(shape)).toEqual([
      'Links › Title 1',
      'Links › Title 2',
      'Links › Title 3',
    ])
  })
})

describe('without headings', () => {
  test('lines in bold are items', () => {
    const { issue, articles, backMatter } = outline(`
**Gartenbrief, Ausgabe 12**

Liebe Mitglieder,

der Winter war lang, nun wird gegraben, und zwar von allen, die einen Spaten halten können.
Wir freuen uns.
Bis bald.

**Arbeitseinsatz**

Von Erika Muster

Samstag um neun.

__Wasseruhren__

Sie werden getauscht.

**Impressum**

Gartenverein
`)
    expect(issue).toMatchObject({ title: 'Gartenbrief, Ausgabe 12', number: 12, language: 'de' })
    expect(articles.map(({ title, author }) => [title, author])).toEqual([
      ['Einleitung', undefined],
      ['Arbeitseinsatz', 'Erika Muster'],
      ['Wasseruhren', undefined],
    ])
    expect(articles[1]!.body.map(({ text }) => text)).toEqual(['Samstag um neun.'])
    expect(backMatter.map(({ title }) => title)).toEqual(['Impressum'])
  })

  test('else entries of a list, with labels as sections', () => {
    const { articles } = outline(
      '- [A](https://e.org/1)\n- [B](https://e.org/2)\n\nTools:\n\n- [C](https://e.org/3)\n',
    )
    expect(articles.map(shape)).toEqual(['A', 'B', 'Tools › C'])
  })

  test('else all of it is one article, titled as the issue', () => {
    const { articles } = outline('Dear all,\n\nnothing happened.\n\nYours', 'letter_2024-03-05')
    expect(articles).toMatchObject([{ title: 'Letter', startLine: 1, endLine: 5, kind: 'full' }])
  })

  test('headings without text make one article of all', () => {
    const { articles, doubts } = outline('# L\n\n## A\n\n## B\n')
    expect(articles).toMatchObject([{ title: 'L', startLine: 3, endLine: 5 }])
    expect(doubts).toHaveLength(1)
  })

  test('nothing at all is no article, and a doubt', () => {
    for (const text of ['', '\n\n', '# Letter', '---\ntitle: x\n---\n']) {
      const { articles, doubts } = outlineNewsletter(text, { name: 'x' })
      expect(articles).toEqual([])
      expect(doubts.at(-1)!.what).toBe('holds nothing to publish')
    }
  })
})

describe('what stands around the items', () => {
  test('an introduction is an article by a name in its language, and so is a greeting', () => {
    const greeting = outline('# Letter\n\nHello all!\n\n## A\n\nx')
    expect(greeting.articles.map(shape)).toEqual(['Letter', 'A'])
    const which = outline('# Letter\n\nIssue 12, 5 March 2031\n\n## A\n\nx')
    expect(which.articles.map(shape)).toEqual(['A'])
    expect(which.frontMatter).toEqual([
      { startLine: 1, endLine: 1 },
      { startLine: 3, endLine: 3 },
    ])
    const intro = `Chers amis,\nvoici les nouvelles du port et de ceux qui y travaillent.\nBonne lecture à toutes et à tous.`
    expect(outline(`# Lettre\n\n${intro}\n\n## A\n\nx`).articles[0]!.title).toBe('Introduction')
  })

  test('closing parts are back matter, and only at the end', () => {
    const { articles, backMatter } = outline(`
# Letter

## About

Who we are this time.

## Ships

Home.

## Subscribe

By mail.

### By post

By stamp.

## Contact us

At the quay.
`)
    expect(articles.map(({ title }) => title)).toEqual(['About', 'Ships'])
    expect(backMatter).toEqual([
      { title: 'Subscribe', startLine: 11, endLine: 17 },
      { title: 'Contact us', startLine: 19, endLine: 21 },
    ])
  })

  test('a footer after the last rule is back matter', () => {
    const { articles, backMatter } = outline(
      '# L\n\n## A\n\nx\n\n---\n\nThanks for reading!\n\n[Unsubscribe](https://e.org)',
    )
    expect(articles).toMatchObject([{ title: 'A', endLine: 5 }])
    expect(backMatter).toEqual([{ title: 'Thanks for reading!', startLine: 9, endLine: 11 }])
  })

  test.each([
    ['* * *', 'a rule'],
    ['<!-- more -->', 'a comment'],
    ['{% include ad.html %}', 'a template’s command'],
    ['{: .lead}', 'a template’s command'],
    ['[TOC]', 'a mark for a table of contents'],
    ['[↑ Back to top](#top)', 'a link back to the top'],
    ['[View in your browser](https://e.org/v)', 'a line of a mail tool'],
    ['[Newsletter abbestellen](https://e.org/u)', 'a line of a mail tool'],
    ['You got this at *|EMAIL|*', 'a line of a mail tool'],
    ['[//]: # (note to self)', 'a Markdown comment'],
    ['![build](https://img.shields.io/b.svg) [![x](https://e.org/badge.svg)](https://e.org)', 'badges'],
    ["import Box from './box.astro'", 'a program’s line (MDX)'],
  ])('“%s” is dropped', (line, reason) => {
    const { dropped, articles } = outline(`# L\n\n## A\n\nbefore\n\n${line}\n\nafter`)
    expect(dropped).toEqual([{ line: 7, reason }])
    expect(articles[0]!.body.map(({ text }) => text).filter(Boolean)).toEqual(['before', 'after'])
  })

  test('a sentence that only speaks of such things is kept', () => {
    const { dropped } = outline(
      '# L\n\n## A\n\nUnsubscribe rates fell, and readers forward our letter.\n\n`{% raw %}` is code.',
    )
    expect(dropped).toEqual([])
  })

  test('a table of contents is no list of entries', () => {
    const { articles, dropped } = outline(`
# Letter

- [Ships](#ships)
- [Quay](#quay)
- [Tides](#tides)

## Ships

Home.

## Quay

Old.
`)
    expect(articles.map(({ title }) => title)).toEqual(['Ships', 'Quay'])
    expect(dropped.map(({ line }) => line)).toEqual([3, 4, 5])
  })

  test('what is in the issue, under such a heading, is front matter', () => {
    const { frontMatter } = outline(
      '# L\n\n## In this issue\n\n- Ships\n- Quay\n\n## Ships\n\nx\n\n## Quay\n\ny',
    )
    expect(frontMatter).toContainEqual({ startLine: 3, endLine: 6 })
  })

  test('a title may be long, and an article without one is named by its first words', () => {
    const { articles, issue } = outline(`# ${'word '.repeat(100)}\n\n## A\n\nx`)
    expect([...issue.title!].length).toBeLessThanOrEqual(300)
    expect(articles).toHaveLength(1)
  })

  test('a fence that is never closed, and a comment, are doubted', () => {
    expect(outline('# L\n\n## A\n\n```\nx').doubts[0]).toMatchObject({ line: 5 })
    const open = outline('# L\n\n<!-- note\n\n## A\n\nx')
    expect(open.doubts[0]).toMatchObject({ line: 3 })
    expect(open.articles.map(({ title }) => title)).toEqual(['A'])
  })
})

describe('authors', () => {
  test.each([
    ['*By Jane Doe*', 'Jane Doe'],
    ['作者：李雷', '李雷'],
    ['Par Anne Martin', 'Anne Martin'],
    ['Автор: Анна Петрова', 'Анна Петрова'],
    ['by the quay, all was quiet', undefined],
    ['By Friday the crane will stand again, and all will be well.', undefined],
  ])('“%s”', (line, author) => {
    const { articles } = outline(`# L\n\n## A\n\n${line}\n\nText.`)
    expect(articles[0]!.author).toBe(author)
    expect(articles[0]!.body[0]!.text).toBe(author ? 'Text.' : line)
  })
})
