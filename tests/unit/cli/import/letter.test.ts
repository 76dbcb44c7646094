import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { importDocument } from '../../../../cli/import/import-document.ts'
import { signatureIn } from '../../../../cli/import/newsletter/signature.ts'
import { readIssue } from '../../../../functions/issue/read-issue.ts'
import { publicationIn } from '../../../../functions/publication/publication.ts'
import { aPublication } from '../../../builders.ts'

const imported = (intro: string, language = 'en') => {
  const text = `# The week at the harbour\n\n${intro}\n\n## The lighthouse is blue\n\nSince Tuesday, and nobody knows why.\n`
  const { files, report } = importDocument(Buffer.from(text), {
    ...{ name: 'week', fallback: 'en', language },
    publication: { names: { en: 'Tidelines' }, topics: [] },
    image: () => undefined,
  })
  const read = readIssue({ id: 'week', files, publication: publicationIn(aPublication(), language) })
  const textOf = (path: string) => {
    const file = files.find((one) => one.path === path)
    return file && new TextDecoder().decode(file.bytes)
  }
  return { report, read, letter: textOf('letter.md'), yaml: parse(textOf('issue.yaml')!) }
}

describe('an introduction that a person signs', () => {
  test('becomes the issue’s letter, and no article', () => {
    const { report, read, letter, yaml } = imported(
      'Dear reader, it was **windy**.\n\nThe boats stayed in.\n\n— Niamh Ó Súilleabháin, Editor',
    )
    expect(letter).toBe(
      '---\nname: Niamh Ó Súilleabháin\nrole: Editor\n---\n\nDear reader, it was **windy**.\n\nThe boats stayed in.\n\n',
    )
    expect(yaml.sections.flatMap(({ articles }: { articles: string[] }) => articles)).toEqual([
      '01-the-lighthouse-is-blue',
    ])
    expect(read).toMatchObject({ outcome: 'read', issue: { letter: { en: { role: 'Editor' } } } })
    expect(report).toMatchObject({ coverage: 1, letter: { file: 'letter.md', startLine: 3, endLine: 7 } })
  })

  test.each([
    ['a name behind a dash in the same paragraph', 'It was windy.\n— Ada', 'Ada', undefined],
    [
      'a name below a word of goodbye, which stays',
      'It was windy.\n\nBest wishes,\nAda Byron',
      'Ada Byron',
      undefined,
    ],
    [
      'a role on a line of its own',
      'It was windy.\n\nYours,\n\nAda Byron\nEditor in chief',
      'Ada Byron',
      'Editor in chief',
    ],
    ['a name behind a word of goodbye', 'It was windy.\n\nLove, Ada', 'Ada', undefined],
    ['German', 'Es war windig.\n\nViele Grüße\nImke Petersen', 'Imke Petersen', undefined],
    ['French', 'Il faisait du vent.\n\nÀ bientôt,\nÉlodie', 'Élodie', undefined],
    ['Spanish', 'Hacía viento.\n\nUn abrazo,\nLucía', 'Lucía', undefined],
    ['Chinese', '这周风很大。\n\n——周小满', '周小满', undefined],
    ['Arabic', 'كانت الريح قوية.\n\n— ليلى حداد', 'ليلى حداد', undefined],
    ['Persian', 'باد می‌آمد.\n\nبا احترام،\nلیلا حدادی', 'لیلا حدادی', undefined],
  ])('is known by %s', (_, text, name, role) => {
    const body = text.split('\n').map((line, at) => ({ line: at + 1, text: line }))
    const signed = signatureIn(body)
    expect([signed?.name, signed?.role]).toEqual([name, role])
  })

  test('keeps its word of goodbye', () => {
    expect(imported('It was windy.\n\nBest wishes,\nAda Byron').letter).toMatch(
      /windy\.\n\nBest wishes,\n\n$/,
    )
  })
})

describe('an introduction stays an article', () => {
  test.each([
    ['that nobody signs', 'Dear reader, it was windy.'],
    ['that a team signs', 'It was windy.\n\n— The Tidelines team'],
    ['that ends with a mark', '这周风很大。\n\n— END —'],
    ['whose last line is a sentence', 'It was windy.\n\n— And then it rained.'],
    ['that holds more than paragraphs', 'It was windy:\n\n- on Monday\n- on Tuesday\n\n— Ada'],
    ['that is longer than a letter', `${'It was windy again. '.repeat(200)}\n\n— Ada`],
  ])('%s', (_, intro) => {
    const { letter, yaml, report } = imported(intro)
    expect(letter).toBeUndefined()
    expect(yaml.sections[0].articles[0]).toMatch(/^01-/)
    expect(report.coverage).toBe(1)
    expect(report.articles).toHaveLength(2)
  })
})
