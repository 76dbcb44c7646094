import { describe, expect, test } from 'vitest'
import { renderDigest } from '../../../emails/digest.ts'
import type { DigestArticle, DigestProps } from '../../../emails/digest-props.ts'
import { weightOf } from '../../../emails/estimate-digest-size.ts'
import { withoutMarks } from '../../../emails/slots.ts'
import { bytesOf, checkDigestSize } from '../../../functions/edition/digest/check-digest-size.ts'
import {
  cutDigest,
  type Fitting,
  fitDigest,
  measuresOf,
} from '../../../functions/edition/digest/fit-digest.ts'
import { fill, prepare } from '../../../functions/edition/model/digest.ts'
import { buildEdition } from '../../../functions/edition/publish/build-edition.ts'
import { wordsOf } from '../../../functions/publication/words.ts'
import { aLongNewsletter, aPublication, issueOf } from '../../builders.ts'
import { unbalanced } from './balance.ts'

const site = 'https://m.example/'
const article = (
  kind: DigestArticle['kind'],
  at: number,
  summary = 'Much to say. '.repeat(40),
): DigestArticle => ({
  kind,
  title: `Piece ${at}`,
  url: `${site}${at}/`,
  summary,
  meta: `Page ${at}`,
})

const aDigest = (but: Partial<DigestProps> = {}): DigestProps => ({
  language: 'en',
  brand: { ink: '#17202e', paper: '#ffffff', accent: '#0b5cad', accentDark: '#7ab8ff' },
  subject: 'S',
  preheader: 'P',
  name: 'Weekly',
  tagline: 'Each week',
  issueUrl: site,
  coverLines: ['One'],
  sections: ['a', 'b'].map((id) => ({
    id,
    name: id,
    url: `${site}#${id}`,
    groups: [
      { articles: [article('feature', 1), article('brief', 2)] },
      { heading: 'H', articles: [article('feature', 3)] },
    ],
  })),
  ending: { forward: 'mailto:?subject=S&body=B', languages: [] },
  links: { preferences: `${site}p`, unsubscribe: `${site}u` },
  publisher: 'P',
  postalAddress: 'A',
  words: { ...wordsOf('en').digest, why: 'W' },
  ...but,
})

const articlesIn = ({ sections }: DigestProps) =>
  sections.flatMap(({ groups }) => groups.flatMap(({ articles }) => articles))

describe('the rule', () => {
  test('goes from all that was written to the bare way to the website', () => {
    expect(measuresOf(aDigest()).map((measure) => JSON.stringify(measure))).toEqual(
      [
        {},
        { summary: 200 },
        { summary: 120 },
        { summary: 60 },
        { summary: 60, briefs: 0 },
        { summary: 60, briefs: 0, features: 1 },
        { briefs: 0, features: 0, lines: 3 },
        { briefs: 0, features: 0, lines: 3, articles: 2 },
        { briefs: 0, features: 0, lines: 3, articles: 1 },
        { briefs: 0, features: 0, lines: 3, articles: 1, sections: 1 },
        { briefs: 0, features: 0, lines: 3, sections: 0 },
      ].map((measure) => JSON.stringify(measure)),
    )
  })

  test('every measure makes it smaller, and counts whom it leaves out', () => {
    const props = aDigest()
    const weights = measuresOf(props).map((measure) => {
      const cut = cutDigest(props, measure)
      const left = cut.sections.reduce((sum, { more = 0 }) => sum + more, cut.more ?? 0)
      expect(articlesIn(cut).length + left).toBe(6)
      return weightOf({ ...cut, words: { ...cut.words, more: () => '' } })
    })
    expect(weights.slice(0, 7)).toEqual(weights.slice(0, 7).toSorted((a, b) => b - a))
    expect(Math.min(...weights)).toBe(weights.at(-1))
  })

  test('briefs lose their summaries before full pieces do', () => {
    const cut = cutDigest(aDigest(), { summary: 60, briefs: 0 })
    expect(articlesIn(cut).map(({ kind }) => kind)).toEqual([
      'feature',
      'title',
      'feature',
      'feature',
      'title',
      'feature',
    ])
    for (const { kind, summary } of articlesIn(cut)) {
      if (kind === 'title') expect(summary).toBeUndefined()
      else expect(summary).toMatch(/^Much to say\. .*…$/)
    }
  })

  test('the first full pieces of each section keep theirs longest', () => {
    const kinds = articlesIn(cutDigest(aDigest(), { briefs: 0, features: 1 })).map(({ kind }) => kind)
    expect(kinds).toEqual(['feature', 'title', 'title', 'feature', 'title', 'title'])
  })

  test('a subsection of which nothing is left has no heading', () => {
    const [section] = cutDigest(aDigest(), { articles: 2 }).sections
    expect(section).toMatchObject({ more: 1 })
    expect(section!.groups).toHaveLength(1)
  })
})

describe('fitting', () => {
  /** Builds nothing, and counts how often. `real`: the bytes of what the estimate takes for so many. */
  const aBuilder = (most: number, real: (weight: number) => number = (weight) => weight) => {
    const built: DigestProps[] = []
    const fitting: Fitting<DigestProps> = {
      most,
      weigh: weightOf,
      build: async (props) => {
        built.push(props)
        return props
      },
      bytesOf: (props) => real(weightOf(props)),
    }
    return { built, fitting }
  }

  test('what fits is built once, as it was written', async () => {
    const props = aDigest()
    const { built, fitting } = aBuilder(weightOf(props))
    expect(await fitDigest(props, fitting)).toEqual(props)
    expect(built).toHaveLength(1)
  })

  test('what an estimate wrongly takes for too large stays as it was written', async () => {
    const props = aDigest()
    const most = Math.round(weightOf(props) * 0.95)
    const { fitting } = aBuilder(most, (weight) => weight * 0.94)
    expect(await fitDigest(props, fitting)).toEqual(props)
  })

  test('what an estimate wrongly takes for small enough is cut until it fits', async () => {
    const props = aDigest()
    const most = Math.round(weightOf(props) * 0.8)
    const { built, fitting } = aBuilder(most, (weight) => weight * 1.1)
    expect(weightOf(await fitDigest(props, fitting)) * 1.1).toBeLessThanOrEqual(most)
    expect(built.length).toBeLessThan(4)
  })

  test('what can never fit is built by the smallest measure, and left to the check', async () => {
    const { fitting } = aBuilder(10)
    expect((await fitDigest(aDigest(), fitting)).sections).toEqual([])
  })
})

test('the estimate is within a hundredth of what mjml writes', async () => {
  const image = { src: `${site}a.png`, width: 1200, height: 675, alt: 'A' }
  const many = Array.from({ length: 40 }, (_, at) => article(at % 2 ? 'feature' : 'brief', at))
  for (const language of ['en', 'zh-CN', 'ar']) {
    const base = { language, words: { ...wordsOf(language).digest, why: 'W' } }
    const wide = Array.from({ length: 30 }, (_, at) => ({
      ...(at % 2 && { topic: `s${at}` }),
      name: `S ${at}`,
      url: site,
      ...(at % 3 === 0 && { image }),
      groups: [{ articles: many.slice(0, 2) }],
      more: 3,
    }))
    for (const props of [
      aDigest(base),
      aDigest({ ...base, cover: image, number: '64', period: 'May' }),
      aDigest({ ...base, sections: [{ name: 'A', url: site, groups: [{ articles: many }] }] }),
      aDigest({ ...base, sections: wide, more: 7 }),
      cutDigest(aDigest({ ...base, sections: wide }), { briefs: 0, features: 0 }),
    ]) {
      const { html } = await renderDigest(props)
      const real = Buffer.byteLength(withoutMarks(html))
      expect(
        Math.abs(weightOf(props) / real - 1),
        `${language}: ${weightOf(props)} for ${real}`,
      ).toBeLessThan(0.01)
    }
  }
})

describe('an issue of many articles', () => {
  const build = async (files = aLongNewsletter(600)) => {
    const issue = issueOf(files)
    const edition = await buildEdition({
      issue,
      publication: aPublication(),
      language: 'en',
      siteUrl: 'https://m.example',
    })
    const { html, text } = fill(prepare(edition.digest, []), {
      unsubscribe: 'https://m.example/u',
      preferences: '#',
      rating: '#',
    })
    return { edition, html, text }
  }

  test('has a whole digest that fits, says what is left out and where it is, and the text says the same', async () => {
    const { edition, html, text } = await build()
    expect(checkDigestSize(edition)).toEqual([])
    expect(bytesOf(edition.digest)).toBeGreaterThan(80_000)
    expect(unbalanced(html)).toEqual([])
    const [, more] = /and (\d+) more on the website/.exec(html)!
    expect(Number(more)).toBeGreaterThan(10)
    expect(html.match(/Piece \d+/g)!.length).toBeGreaterThanOrEqual(600 - Number(more))
    expect(html).toContain('href="https://m.example/en/issues/weekly/#section-1"')
    expect(text).toContain(`and ${more} more on the website:\nhttps://m.example/en/issues/weekly/#section-1`)
    expect(text.match(/^Piece \d+$/gm)).toHaveLength(600 - Number(more))
    expect(edition.files.filter(({ path }) => /^en\/issues\/.*\/index\.html$/.test(path))).toHaveLength(601)
  })

  test.each([
    ['of summaries that are a little too long', aLongNewsletter(60), 'Something that happened. …'],
    ['of 400 pieces', aLongNewsletter(400), 'Piece 400'],
    ['in as many sections', aLongNewsletter(400, { sections: 400 }), 'more on the website'],
    [
      'with hundreds of cover lines',
      aLongNewsletter(3, {
        yaml: `cover: { lines: { en: [${Array(300).fill('Long '.repeat(39)).join(', ')}] } }`,
      }),
      'Piece 3',
    ],
  ])('%s fits too', async (_, files, said) => {
    const { edition, html } = await build(files)
    expect(checkDigestSize(edition)).toEqual([])
    expect(html).toContain(said)
    expect(unbalanced(html)).toEqual([])
  })
})
