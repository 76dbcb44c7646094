import { describe, expect, test } from 'vitest'
import { fill, prepare } from '../../../functions/edition/model/digest.ts'
import { buildEdition } from '../../../functions/edition/publish/build-edition.ts'
import { aFolder, anIssue, aPng, aPublication, problemsOf } from '../../builders.ts'

const letter = (front = 'name: Ada\nrole: Editor\nportrait: images/ada.png', body = 'Dear reader,\n') =>
  `---\n${front}\n---\n\n${body}`
const both = {
  'letter.md': letter(),
  'letter.en.md': letter(undefined, 'Dear **reader**, see [the map](https://example.org/map).\n\nYours.\n'),
  'images/ada.png': aPng(200, 200),
}

describe('a letter', () => {
  test('opens the digest in both parts and stands on the issue’s page, signed', async () => {
    const publication = aPublication()
    const edition = await buildEdition({
      issue: anIssue(both, publication),
      publication,
      language: 'en',
      siteUrl: 'https://m.example',
    })
    const { html, text } = fill(prepare(edition.digest, ['press']), {
      unsubscribe: '#',
      preferences: '#',
      rating: '#',
    })
    expect(html).toMatch(
      /Dear <strong>reader<\/strong>, see <a class="accent" href="https:\/\/example\.org\/map"[^>]*>the map<\/a>\./,
    )
    expect(html).toMatch(/<img[^>]*width="52" height="52"[^>]*>[\s\S]*>Ada<\/p><p[^>]*>Editor</)
    expect(html.indexOf('Dear ')).toBeLessThan(html.indexOf('alt="Cover"'))
    expect(text).toContain('\nDear reader, see the map (https://example.org/map).\n\nYours.\n\nAda\nEditor\n')
    const page = edition.files.find(({ path }) => path === 'en/issues/matrix-64/index.html')
    expect(String(page!.body)).toContain('<p>Dear <strong>reader</strong>')
  })

  test('may be left out, and what it holds changes the edition', () => {
    expect(anIssue()).not.toHaveProperty('letter')
    expect(aFolder(both)).toHaveLength(aFolder().length + 3)
  })

  test.each([
    ['without a name', letter('role: Editor'), 'letter.md:2 name is missing'],
    ['without words', letter('name: Ada', ''), 'letter.md:3 has no text'],
    [
      'too long',
      letter('name: Ada', `${'word '.repeat(501)}\n`),
      'letter.md:4 has 501 words; a letter may have 500',
    ],
    [
      'with a list',
      letter('name: Ada', '- one\n'),
      'letter.md:4 may hold paragraphs, emphasis and links, and nothing else',
    ],
    [
      'with a picture',
      letter('name: Ada', '![A](images/cover.png)\n'),
      'letter.md:4 may hold paragraphs, emphasis and links, and nothing else',
    ],
    ['with an unknown key', letter('name: Ada\nnmae: B'), 'letter.md:3 '],
    ['with no front matter', 'Dear reader,\n', 'letter.md:1 has no front matter between two lines of ---'],
    [
      'with a portrait that is not there',
      letter('name: Ada\nportrait: images/no.png'),
      'letter.md:3 the image images/no.png is missing',
    ],
  ])('%s is refused at its line', (_, file, problem) => {
    const found = problemsOf({ 'letter.md': file, 'letter.en.md': letter('name: Ada') })
    expect(found).toHaveLength(1)
    expect(found[0]).toContain(problem)
  })

  test('is in every language of the issue, or in none', () => {
    expect(problemsOf({ 'letter.md': letter('name: Ada') })).toEqual([
      'letter.en.md is missing: letter.md is there, and en readers need it too',
    ])
    expect(problemsOf({ 'letter.en.md': letter('name: Ada') })).toEqual([
      'letter.md is missing: letter.en.md is there, and zh-CN readers need it too',
    ])
  })
})
