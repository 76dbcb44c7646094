import fc from 'fast-check'
import { type DefaultTreeAdapterMap, parse } from 'parse5'
import { expect, test } from 'vitest'
import { readLocalIssue } from '../../../cli/local-content/local-issue.ts'
import { fill, prepare } from '../../../functions/edition/model/digest.ts'
import { issuePath, keyOf, stubPath } from '../../../functions/edition/model/paths.ts'
import { buildEditions } from '../../../functions/edition/publish/build-edition.ts'
import type { IssueFile } from '../../../functions/issue/issue.ts'
import { plainSummary } from '../../../functions/issue/plain-summary.ts'
import { pathOf } from '../../../functions/publication/language.ts'
import { publicationIn } from '../../../functions/publication/publication.ts'
import { aNewsletter, aPublication, issueOf } from '../../builders.ts'
import { seed } from '../../fuzz-seed.ts'
import { oddLine, wordedMarkdown } from './worded-markdown.ts'

const runs = Number(process.env.FUZZ_RUNS ?? 60)
const siteUrl = 'https://m.example'
const links = { unsubscribe: `${siteUrl}/u`, preferences: `${siteUrl}/p`, rating: `${siteUrl}/r?t=x` }

type Node = DefaultTreeAdapterMap['node']
const unseen = new Set(['head', 'script', 'style', 'template', 'annotation'])

const withinWords = new Set(['em', 'strong', 'del', 'code', 'a', 'span', 'b', 'i', 'bdi'])

/** What a reader sees or is told of a page, by a parser that has nothing to do with whoever wrote it. */
const visibleText = (html: string): string => {
  const walk = (node: Node): string => {
    if ('value' in node) return node.value
    if ('tagName' in node && unseen.has(node.tagName)) return ''
    const attributes = 'attrs' in node ? node.attrs : []
    const told = attributes.flatMap(({ name, value }) => (name === 'alt' ? [` ${value} `] : [])).join('')
    const inside = told + ('childNodes' in node ? node.childNodes.map(walk).join('') : '')
    return 'tagName' in node && withinWords.has(node.tagName) ? inside : ` ${inside} `
  }
  return walk(parse(html))
}
/** Lines of a mail are broken anywhere in Chinese. */
const squeezed = (text: string) => text.replace(/\s+/g, '')
const wordsIn = (text: string): string[] => text.match(/[\p{L}\p{M}\p{N}]+/gu) ?? []

/** The words that a text does not have so many times. */
const lacking = (wanted: readonly string[], text: string): string[] => {
  const left = new Map<string, number>()
  for (const word of wordsIn(text)) left.set(word, (left.get(word) ?? 0) + 1)
  return wanted.filter((word) => {
    const count = left.get(word) ?? 0
    left.set(word, count - 1)
    return count <= 0
  })
}

const editionsOf = async (files: IssueFile[], publication = aPublication()) => {
  const issue = issueOf(files, publication)
  const editions = await buildEditions({ issue, publication, siteUrl })
  return editions.map((edition) => {
    const { language } = edition.digest
    const { html, text } = fill(prepare(edition.digest, []), links)
    const page = (address: string) => String(edition.files.find(({ path }) => path === keyOf(address))?.body)
    const articles = issue.sections.flatMap((section) => section.articles)
    const stub = (slug: string) => visibleText(page(stubPath(language, issue.id, slug)))
    return { language, articles, html, text, stub, page: visibleText(page(issuePath(language, issue.id))) }
  })
}

const articleOf = (title: string, summary: string, markdown: string) =>
  `---\ntitle: ${JSON.stringify(title)}\nsummary: ${JSON.stringify(summary)}\n---\n\n${markdown}`

test('every word of a text is on its page, those of the text itself in their order', async () => {
  await fc.assert(
    fc.asyncProperty(wordedMarkdown, async ({ markdown, words, noteWords }) => {
      fc.pre(words.length > 0)
      const article = articleOf('A title', 'A summary.', markdown)
      const [edition] = await editionsOf(aNewsletter({ articles: { '001-first.md': article } }))
      const stub = edition!.stub('first')
      expect(lacking([...words, ...noteWords], stub)).toEqual([])
      const known = new Set(words)
      expect(wordsIn(stub).filter((word) => known.has(word))).toEqual(words)
    }),
    { numRuns: runs, seed },
  )
})

const heads = fc.record({
  title: oddLine,
  summary: oddLine,
  kicker: oddLine,
  author: oddLine,
  link: oddLine,
  section: oddLine,
  subsection: oddLine,
  issue: oddLine,
  period: oddLine,
  coverLine: oddLine,
})
const written = JSON.stringify

test('every title, and whatever else stands around a text, is where readers look for it', async () => {
  await fc.assert(
    fc.asyncProperty(heads, fc.constantFrom('en', 'ar', 'zh-CN'), async (said, language) => {
      const { title, summary, kicker, author, link, section, subsection, issue, period, coverLine } = said
      const article = `---
title: ${written(title)}
summary: ${written(summary)}
kicker: ${written(kicker)}
author: ${written(author)}
links: [{ title: ${written(link)}, url: "https://a.example" }]
---

A text.
`
      const yaml = `languages: [${language}]
title: ${written(issue)}
period: ${written(period)}
cover: { lines: [${written(coverLine)}] }
sections:
  - title: ${written(section)}
    articles: [001-first]
    subsections: [{ title: ${written(subsection)}, articles: [002-second] }]
`
      const second = articleOf('Second', 'The second.', 'More.')
      const files = aNewsletter({
        articles: { 'issue.yaml': yaml, '001-first.md': article, '002-second.md': second },
      })
      const [edition] = await editionsOf(files, publicationIn(aPublication(), language))
      const { html, text, stub, page } = edition!
      const holds = (shown: string, ...wanted: string[]) => {
        for (const one of wanted) expect(squeezed(shown)).toContain(squeezed(one))
      }
      // Nobody reads the marks of Markdown there.
      const plain = plainSummary(summary)
      const inDigest = [title, plain, kicker, section, subsection, coverLine]
      holds(visibleText(html), ...inDigest, issue)
      holds(text, ...inDigest, issue)
      holds(stub('first'), title, plain, kicker, author, link, section)
      holds(page, title, plain, kicker, section, subsection, coverLine, issue, period)
    }),
    { numRuns: runs, seed },
  )
})

const issue = 'content/issues/matrix-64'

/** The words of a Markdown source, by rules as coarse as can be: without addresses, formulas and marks. */
const sourceWords = (markdown: string): string[] =>
  wordsIn(
    markdown
      .replace(/^---\n[\s\S]*?\n---\n/, '')
      .replace(/<!--[\s\S]*?-->/g, ' ')
      .replace(/\$\$[\s\S]*?\$\$|\$[^$\n]+\$/g, ' ')
      .replace(/\]\((?:<[^>]*>|[^()\s]*(?:\([^()\s]*\)[^()\s]*)*)[^)]*\)/g, ']')
      .replace(/^(```|~~~)\w*$/gm, ' ')
      .replace(/\[\^[^\]]+\]:?/g, ' ')
      .replace(/^\s*\d+\.\s/gm, ' ')
      .replace(/&\w+;/g, ' '),
  )

test('every word of the sample issue is on a page, every title and summary in the digest', async () => {
  const { files, publication } = await readLocalIssue({ cwd: '.' }, issue)
  const editions = await editionsOf(files, publication)
  for (const { language, articles, html, text, stub } of editions) {
    const [digest, plain] = [visibleText(html), text].map(squeezed)
    for (const { slug, texts } of articles) {
      const { title, summary } = texts[language]!
      expect(digest).toContain(squeezed(title))
      expect(plain).toContain(squeezed(title))
      if (summary) expect(digest).toContain(squeezed(summary))
      const ending = language === editions[0]!.language ? 'md' : `${pathOf(language)}.md`
      const file = files.find(({ path }) => new RegExp(`^\\d+-${slug}\\.${ending}$`).test(path))!
      const source = new TextDecoder().decode(file.bytes)
      expect(lacking(sourceWords(source), stub(slug)), file.path).toEqual([])
    }
  }
})
