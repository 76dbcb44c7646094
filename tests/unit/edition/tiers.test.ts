import { describe, expect, test } from 'vitest'
import { digestProps } from '../../../functions/edition/digest/build-digest-props.ts'
import { imagesOf } from '../../../functions/edition/model/images.ts'
import { openingOf } from '../../../functions/edition/model/lead-opening.ts'
import type { Issue } from '../../../functions/issue/issue.ts'
import { readIssue } from '../../../functions/issue/read-issue.ts'
import {
  aNewsletter,
  anArticle,
  anIssue,
  aPng,
  aPublication,
  issueOf,
  issueYamlWith,
  problemsOf,
} from '../../builders.ts'

const long = `${'Much was said on board that night, and little of it was kept. '.repeat(12)}\n`
const propsOf = (issue: Issue, language = issue.languages[0]!) =>
  digestProps({ issue, publication: aPublication(), language, siteUrl: 'https://m.example' }, imagesOf(issue))

/** Three pieces in two sections of everybody's. */
const threePieces = (
  but: Record<string, string | undefined>[] = [{}, {}, {}],
  bodies: string[] = [],
  more = {},
) =>
  aNewsletter({
    sections:
      '  - title: { en: News }\n    articles: [001-a, 002-b]\n  - title: { en: Essays }\n    articles: [003-c]',
    articles: {
      ...Object.fromEntries(
        ['001-a', '002-b', '003-c'].map((name, at) => [
          `${name}.md`,
          anArticle(
            { title: `Piece ${name.at(-1)}`, page: undefined, ...but[at] },
            bodies[at] ?? 'A line.\n',
          ),
        ]),
      ),
      ...more,
    },
  })
const titlesIn = (issue: Issue) => {
  const { lead, sections } = propsOf(issue)
  return {
    lead: lead?.title,
    rest: sections.map(({ groups }) =>
      groups.flatMap(({ articles }) => articles.map(({ kind, title }) => `${kind} ${title}`)),
    ),
  }
}

describe('what leads', () => {
  test('is the first full piece of some length; the others are features and briefs in their sections', () => {
    const issue = issueOf(threePieces([{ kind: 'brief' }, {}, {}], [long, 'A line.\n', long]))
    expect(titlesIn(issue)).toEqual({ lead: 'Piece c', rest: [['brief Piece a', 'feature Piece b']] })
  })

  test('is the first full one where all are short, and nothing where all are briefs', () => {
    expect(titlesIn(issueOf(threePieces())).lead).toBe('Piece a')
    const briefs = issueOf(threePieces([{ kind: 'brief' }, { kind: 'brief' }, { tier: 'brief' }]))
    expect(titlesIn(briefs)).toEqual({
      lead: undefined,
      rest: [['brief Piece a', 'brief Piece b'], ['brief Piece c']],
    })
  })

  test('is what its editor says, of whatever kind', () => {
    const issue = issueOf(
      threePieces([{}, { kind: 'brief', tier: 'lead' }, { kind: 'brief', tier: 'feature' }], [long]),
    )
    expect(titlesIn(issue)).toEqual({ lead: 'Piece b', rest: [['feature Piece a'], ['feature Piece c']] })
  })

  test('is one piece, and the same in every language', () => {
    const lead = {
      '01-talk.md': anArticle({ tier: 'lead' }),
      '03-graphs.md': anArticle({ page: '13', tier: 'lead' }),
    }
    expect(problemsOf(lead)).toEqual(['03-graphs.md:6 tier is lead, as in 01-talk.md: an issue has one lead'])
    expect(problemsOf({ '01-talk.en.md': anArticle({ tier: 'brief' }) })).toEqual([
      '01-talk.en.md:6 tier is brief, but missing in 01-talk.md',
    ])
    expect(problemsOf({ '01-talk.md': anArticle({ tier: 'leed' }) })).toEqual([
      '01-talk.md:6 tier: "leed" is neither lead, feature nor brief; did you mean "lead"?',
    ])
  })
})

describe('tiers said where issue.yaml lists articles', () => {
  const listed = (tiers: string, front: Record<string, string>[] = []) => {
    const pieces = threePieces(front)
    return pieces.map((one) =>
      one.path === 'issue.yaml'
        ? {
            ...one,
            bytes: Buffer.from(
              String(Buffer.from(one.bytes)).replace('[001-a, 002-b]', `$&\n    tiers: ${tiers}`),
            ),
          }
        : one,
    )
  }
  const wrong = (tiers: string, front: Record<string, string>[] = []): string[] => {
    const read = readIssue({ id: 'weekly', files: listed(tiers, front), publication: aPublication() })
    return read.outcome === 'refused'
      ? read.problems.map(({ file, line, reason }) => `${file}:${line} ${reason}`)
      : []
  }
  const [a, b] = ['001-a', '002-b']

  test('are as those in the articles’ own files', () => {
    expect(titlesIn(issueOf(listed(`{ ${b}: lead, ${a}: brief }`)))).toMatchObject({
      lead: 'Piece b',
      rest: [['brief Piece a'], expect.anything()],
    })
  })

  test('of what is not listed there, of no such size, and other than in the file are problems of that line', () => {
    expect(wrong('{ 99-gone: lead }')).toEqual([
      expect.stringMatching(/^issue\.yaml:\d+ tiers: "99-gone" is none of the articles beside it$/),
    ])
    expect(wrong(`{ ${a}: huge }`)).toEqual([
      expect.stringMatching(/^issue\.yaml:\d+ .*"huge" is neither lead, feature nor brief$/),
    ])
    expect(wrong(`{ ${a}: brief }`, [{ tier: 'feature' }])).toEqual([
      expect.stringMatching(/^issue\.yaml:\d+ tiers: .* is brief, but feature in /),
    ])
    expect(wrong(`{ ${a}: lead, ${b}: lead }`)).toEqual([
      expect.stringMatching(/^issue\.yaml:\d+ the tier of .* is lead, as in .*: an issue has one lead$/),
    ])
  })
})

describe('its first words', () => {
  const opening = (body: string) =>
    openingOf(issueOf(threePieces([], [body])).sections[0]!.articles[0]!.texts.en!)

  test('are whole paragraphs up to seven lines, before any heading', () => {
    expect(opening('One.\n\nTwo **words**[^1].\n\n## Then\n\nThree.\n\n[^1]: A note, 2020.\n')).toBe(
      'One. Two words.',
    )
    const text = opening(long)!
    expect(text.length).toBeLessThanOrEqual(480)
    expect(text).toMatch(/kept\. …$/)
    expect(opening(`${'长'.repeat(600)}\n`)).toHaveLength(240)
    expect(opening('![The sea](https://example.org/sea.png)\n\nOne.\n')).toBe('One.')
    expect(opening('## First a heading\n\nText.\n')).toBeUndefined()
  })

  test('are not said twice: a summary that they begin with is left out', () => {
    const summary = 'Much was said on board that night, and little of it was kept.'
    expect(propsOf(issueOf(threePieces([{ summary }], [long]))).lead!.summary).toBeUndefined()
    expect(propsOf(issueOf(threePieces([{ summary: 'A night at sea.' }], [long]))).lead!.summary).toBe(
      'A night at sea.',
    )
  })
})

describe('its picture', () => {
  const body = '![The sea](images/sea.png)\n\nText.\n'
  const at = (width: number, height: number) => ({ 'images/sea.png': aPng(width, height) })
  const pictureIn = (files: ReturnType<typeof threePieces>) => propsOf(issueOf(files)).lead!.image

  test('is the first of its text, where it is wide enough for the mail', () => {
    expect(pictureIn(threePieces([], [body], at(1280, 640)))).toMatchObject({
      alt: 'The sea',
      width: 1280,
      height: 640,
    })
    for (const [width, height] of [
      [500, 300],
      [700, 1400],
      [2000, 200],
    ] as const)
      expect(pictureIn(threePieces([], [body], at(width, height)))).toBeUndefined()
  })

  test('is the first of the issue’s own, behind one from elsewhere with whatever address', () => {
    const far = '![Far](https://x.example.org/a%FF.png)\n\n'
    expect(pictureIn(threePieces([], [far + body], at(1280, 640)))).toMatchObject({ alt: 'The sea' })
  })

  test('is what its editor names, with what it shows', () => {
    const named = { image: 'images/sea.png', alt: 'Low tide' }
    expect(pictureIn(threePieces([named], [], at(500, 300)))).toMatchObject({ alt: 'Low tide', width: 500 })
    expect(problemsOf({ '01-talk.md': anArticle({ image: 'images/cover.png' }) })).toEqual([
      '01-talk.md:2 alt is missing',
    ])
    expect(problemsOf({ '01-talk.md': anArticle({ image: 'images/none.png', alt: '""' }) })).toEqual([
      '01-talk.md:6 the image images/none.png is missing',
    ])
  })

  test('is the cover, where the issue has one', () => {
    const but = {
      '01-talk.md': anArticle({}, '![点](images/cover.png)\n'),
      '01-talk.en.md': anArticle({}, 'Text.\n'),
    }
    expect(propsOf(anIssue(but)).lead!.image).toBeUndefined()
  })
})

test('a cover line that says what a headline says is not said before it as well', () => {
  const lines = 'lines: { zh-CN: [一次　谈话！, 第二句], en: [First line, Second line] }'
  const yaml = issueYamlWith('lines: { zh-CN: [第一句, 第二句], en: [First line, Second line] }', lines)
  const { lead, coverLines } = propsOf(anIssue({ 'issue.yaml': yaml }), 'zh-CN')
  expect([lead!.title, coverLines]).toEqual(['一次谈话', ['第二句']])
})
