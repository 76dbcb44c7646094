import fc from 'fast-check'
import { expect, test } from 'vitest'
import { importDocument } from '../../../cli/import/import-document.ts'
import { checkDigestSize } from '../../../functions/edition/digest/check-digest-size.ts'
import { fill, prepare } from '../../../functions/edition/model/digest.ts'
import { buildEditions } from '../../../functions/edition/publish/build-edition.ts'
import { readIssue } from '../../../functions/issue/read-issue.ts'
import { publicationIn } from '../../../functions/publication/publication.ts'
import { aPublication } from '../../builders.ts'
import { seed } from '../../fuzz-seed.ts'
import { unbalanced } from './balance.ts'
import { bytesOfBook, tagsIn, unpacked } from './open-book.ts'

const siteUrl = 'https://m.example'
const links = { unsubscribe: `${siteUrl}/u`, preferences: `${siteUrl}/p`, rating: `${siteUrl}/r?t=x` }

const pieces = [
  ...[
    '# ',
    '## ',
    '### ',
    '- ',
    '1. ',
    '> ',
    '**',
    '__',
    '`',
    '```\n',
    '~~~\n',
    '|',
    '| a | b |\n| - | - |\n',
  ],
  ...[
    '[x](https://a.example/b)',
    '[x](javascript:alert(1))',
    '![x](https://a.example/p.png)',
    '![x < y](https://a.example/%FF.png)',
    '[^1]',
    '[^1]: n',
  ],
  ...[
    '<script>alert(1)</script>',
    '<img src=x onerror=alert(1)>',
    '<svg onload=alert(1)>',
    '<a href=javascript:a>',
  ],
  ...[
    '<iframe src=//a.example>',
    '<!-- c',
    '-->',
    '<b>',
    '</div>',
    '<style>',
    '&lt;script&gt;',
    '&#0;',
    '&#12;',
    '<br',
  ],
  ...[
    '{{ x }}',
    '{% y %}',
    '$a$',
    '$5 and $6',
    '$a < b$',
    '$$',
    '\\(',
    '---\n',
    'title: x\n',
    'Title: y\nDate: 2031-05-06\n',
  ],
  ...[
    '你好，世界。',
    'مرحبا',
    'שלום',
    '\u202e',
    '\u200b',
    '\ufeff',
    '\u0007',
    '\ud800',
    '🙂',
    '\t',
    '\r\n',
    '\n',
    '\n\n',
  ],
  ...[
    '- 目录 3\n- 潮汐 5\n- 码头 9\n',
    '扫描二维码查看',
    '图 1: x',
    '表 1: y\n',
    'a\tb\nc\td\n',
    '"><i onclick=a>',
    '*|FNAME|*',
  ],
  ...[
    "' onmouseover='x",
    '</title>',
    '</textarea>',
    ']]>',
    '<?xml',
    '%%x%%',
    'www.example.org',
    'a@b.example',
  ],
]
const piece = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...pieces) },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 20 }) },
  { weight: 1, arbitrary: fc.string({ unit: 'grapheme', maxLength: 20 }) },
)
const document = fc.array(piece, { maxLength: 40 }).map((parts) => parts.join(''))

/** The tags of a page, without what stands in quotes. */
const tagsOf = (html: string) => html.match(/<[a-z][^>]*>/gi) ?? []
const isHarmful = (tag: string): boolean =>
  /^<(script|iframe|object|embed|form|base|frame|applet)\b/i.test(tag)
    ? !/^<script type="application\/ld\+json">$/i.test(tag) &&
      !/^<script type="module" src="\/assets\/sign-up-box-[0-9a-f]{12}\.js">$/.test(tag) &&
      !/^<form method="post" action="\/subscribe/.test(tag)
    : /\son[a-z]+\s*=|(?:href|src|action)\s*=\s*["']?\s*(?:javascript|vbscript|data:text)/i.test(
        tag.replace(/"(?!\s*(?:javascript|vbscript|data:text))[^"]*"/gi, '""'),
      )

test('any document renders to a digest and pages that are balanced and hold nothing that runs, and to a book of XML', async () => {
  await fc.assert(
    fc.asyncProperty(document, fc.constantFrom('zh-CN', 'en', 'ar'), async (text, language) => {
      const publication = publicationIn(aPublication(), language)
      const bytes = new TextEncoder().encode(text)
      const { files, report } = importDocument(bytes, {
        name: 'any',
        language,
        fallback: language,
        publication,
        image: () => undefined,
      })
      expect(report.coverage).toBe(1)
      if (report.articles.length === 0) return
      const read = readIssue({ id: 'any', files, publication })
      if (read.outcome === 'refused') throw new Error(JSON.stringify(read.problems))
      const [edition] = await buildEditions({ issue: read.issue, publication, siteUrl })
      expect(checkDigestSize(edition!)).toEqual([])
      const { html } = fill(prepare(edition!.digest, []), links)
      const pages = edition!.files
        .filter(({ path }) => path.endsWith('.html'))
        .map(({ body }) => (typeof body === 'string' ? body : new TextDecoder().decode(body)))
      for (const page of [html, ...pages]) {
        expect(unbalanced(page)).toEqual([])
        expect(tagsOf(page).filter(isHarmful)).toEqual([])
      }
      const book = await unpacked(await bytesOfBook(read.issue, publication, language))
      for (const [path, file] of book)
        if (/\.(xhtml|opf)$/.test(path)) expect(tagsIn(String(file)), path).not.toEqual([])
    }),
    { numRuns: 150, seed },
  )
})
