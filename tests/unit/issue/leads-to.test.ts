import { describe, expect, test } from 'vitest'
import { briefText } from '../../../functions/issue/leads-to.ts'
import { aNewsletter, anArticle, anIssue, issueOf } from '../../builders.ts'

const link = '[{ title: The map, url: "https://example.org/map" }]'
const articleOf = (front: Record<string, string | undefined>, body = '') =>
  issueOf(
    aNewsletter({
      articles: {
        '001-first.md': anArticle(
          { title: 'A', page: undefined, kind: 'brief', links: link, ...front },
          body,
        ),
      },
    }),
  ).sections[0]!.articles[0]!
const leads = (front: Record<string, string | undefined> = {}, body = '') =>
  articleOf(front, body).leadsTo?.en

describe('a brief leads straight to its source', () => {
  test('where it has one link and no text, or a short one', () => {
    expect(leads()).toBe('https://example.org/map')
    expect(leads({}, 'The night as a **map**.\n')).toBe('https://example.org/map')
    expect(leads({ links: undefined }, 'See [the map](https://example.org/map).\n')).toBe(
      'https://example.org/map',
    )
    expect(leads({}, 'See [the map](https://example.org/map).\n')).toBe('https://example.org/map')
  })

  test('and has a page where anything would be lost, or its editor wants one', () => {
    const two = '[{ title: A, url: "https://example.org/a" }, { title: B, url: "https://example.org/b" }]'
    expect(leads({ links: two })).toBeUndefined()
    expect(leads({}, 'See [another](https://example.org/b).\n')).toBeUndefined()
    expect(leads({ links: undefined }, 'A text.\n')).toBeUndefined()
    expect(leads({}, 'Word '.repeat(81))).toBeUndefined()
    expect(leads({}, '- a list\n')).toBeUndefined()
    expect(leads({ links: undefined }, 'Write [to us](mailto:a@example.org).\n')).toBeUndefined()
    expect(leads({ stub: 'true' })).toBeUndefined()
    expect(leads({ kind: 'full' }, 'A text.\n')).toBeUndefined()
    expect(leads({ tier: 'feature' })).toBeUndefined()
    expect(leads({ aliases: '[/p/map]' })).toBeUndefined()
    expect(leads({ errata: '[{ date: 2031-05-20, text: { en: Wrong. } }]' })).toBeUndefined()
  })

  test('in every language or in none', () => {
    const inBoth = (en: string) =>
      anIssue({
        '02-notice.md': anArticle({ page: '4', kind: 'brief', links: link }, ''),
        '02-notice.en.md': anArticle({ page: '4', kind: 'brief', links: en }, 'A line.\n'),
      }).sections[0]!.articles[1]!.leadsTo
    const other = '[{ title: The map, url: "https://example.org/en/map" }]'
    expect(inBoth(other)).toEqual({ 'zh-CN': 'https://example.org/map', en: 'https://example.org/en/map' })
    expect(inBoth('[]')).toBeUndefined()
  })
})

test('what it says does not repeat the address that stands beside it', () => {
  const said = (body: string) => briefText(articleOf({ summary: 'A summary.' }, body).texts.en!)
  expect(said('Wait nine days.\nRecipe: https://example.org/map\n')).toBe('Wait nine days. Recipe')
  expect(said('https://example.org/map\n')).toBe('A summary.')
})
