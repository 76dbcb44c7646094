import { posix } from 'node:path'
import { expect, test } from 'vitest'
import { bookFile } from '../../../functions/edition/epub/build-book.ts'
import type { Issue } from '../../../functions/issue/issue.ts'
import {
  aFolder,
  aKitchenSink,
  aNewsletter,
  anArticle,
  anIssue,
  aPng,
  aPublication,
  issueOf,
  issueYamlWith,
} from '../../builders.ts'
import { anArabicIssue, bytesOfBook, modified, notDrawn, type Tag, tagsIn, unpacked } from './open-book.ts'

const publication = aPublication()
const kitchenSink = issueOf(aKitchenSink(), publication)

const bookOf = async (issue: Issue, language = 'en', of = publication) => {
  const files = await unpacked(await bytesOfBook(issue, of, language))
  const tags = (path: string) => tagsIn(String(files.get(`EPUB/${path}`)))
  return { files, tags, text: (path: string) => String(files.get(`EPUB/${path}`)) }
}
const named = (tags: readonly Tag[], name: string) => tags.filter((tag) => tag.name === name)
const valuesOf = (tags: readonly Tag[], attribute: string) =>
  tags.flatMap(({ attributes }) => attributes[attribute] ?? [])

test('a book says in its first bytes what it is, and where its package lies', async () => {
  const bytes = await bytesOfBook(kitchenSink, publication)
  expect(bytes.subarray(0, 4).toString('latin1')).toBe('PK\x03\x04')
  expect(bytes.subarray(30, 58).toString()).toBe('mimetypeapplication/epub+zip')
  const files = await unpacked(bytes)
  expect([...files.keys()].slice(0, 3)).toEqual(['mimetype', 'META-INF/container.xml', 'EPUB/package.opf'])
  const [root] = named(tagsIn(String(files.get('META-INF/container.xml'))), 'rootfile')
  expect(root!.attributes['full-path']).toBe('EPUB/package.opf')
})

test('the same edition gives the same bytes', async () => {
  const one = await bytesOfBook(kitchenSink, publication)
  expect(one.equals(await bytesOfBook(issueOf(aKitchenSink(), publication), publication))).toBe(true)
})

test('its package lists every file, and every link within it leads to one', async () => {
  const { files, tags } = await bookOf(kitchenSink, 'zh-CN')
  const items = named(tags('package.opf'), 'item').map(({ attributes }) => attributes)
  const listed = items.map(({ href }) => `EPUB/${href}`)
  const notListed = ['mimetype', 'META-INF/container.xml', 'EPUB/package.opf']
  expect([...notListed, ...listed].toSorted()).toEqual([...files.keys()].toSorted())
  const texts = items.filter((item) => item['media-type'] === 'application/xhtml+xml')
  const read = valuesOf(named(tags('package.opf'), 'itemref'), 'idref')
  expect(read).toEqual(texts.map(({ id }) => id))
  const anchors = new Set(
    texts.flatMap(({ href }) => [href, ...valuesOf(tags(href!), 'id').map((id) => `${href}#${id}`)]),
  )
  const dead: string[] = []
  for (const { href } of texts)
    for (const to of ['href', 'src'].flatMap((name) => valuesOf(tags(href!), name))) {
      if (/^(https?|mailto):/.test(to)) continue
      const path = to.startsWith('#') ? href + to : posix.join(posix.dirname(href!), to)
      if (!anchors.has(path) && !files.has(`EPUB/${path}`)) dead.push(`${href} → ${to}`)
    }
  expect(dead).toEqual([])
})

test('its package says which issue it is, in which language, when it was published, and how it can be read', async () => {
  const { tags } = await bookOf(kitchenSink)
  const said = (name: string) => named(tags('package.opf'), name).map(({ text }) => text)
  expect(said('dc:identifier')).toEqual(['https://matrix.example.org/en/issues/weekly/'])
  expect(said('dc:title')).toEqual(['Matrix · No. 64 · January–March 2023'])
  expect(said('dc:language')).toEqual(['en'])
  const meta = new Map(
    named(tags('package.opf'), 'meta').map(({ attributes, text }) => [attributes.property, text]),
  )
  expect(meta.get('dcterms:modified')).toBe('2026-11-30T12:00:00Z')
  expect(meta.get('group-position')).toBe('64')
  expect(meta.get('schema:accessModeSufficient')).toBe('textual')
  expect(meta.get('schema:accessibilityHazard')).toBe('none')
  const properties = valuesOf(named(tags('package.opf'), 'item'), 'properties')
  expect(properties).toEqual(['nav', 'mathml', 'mathml', 'cover-image'])
})

test('it is read from cover and contents through the letter and the articles to its publisher', async () => {
  const letter = (name: string) =>
    `---\nname: ${name}\nrole: Editor\nportrait: images/ada.png\n---\n\nDear **reader**.\n`
  const files = {
    'letter.md': letter('艾达'),
    'letter.en.md': letter('Ada'),
    'images/ada.png': aPng(200, 200),
  }
  const { tags, text } = await bookOf(anIssue(files))
  const items = named(tags('package.opf'), 'item').map(({ attributes }) => attributes.href)
  expect(items.filter((path) => path!.endsWith('.xhtml'))).toEqual([
    'cover.xhtml',
    'contents.xhtml',
    'letter.xhtml',
    ...['talk', 'notice', 'graphs'].map((slug) => `articles/${slug}.xhtml`),
    'colophon.xhtml',
  ])
  expect(text('letter.xhtml')).toContain('<p>Dear <strong>reader</strong>.</p>')
  expect(text('letter.xhtml')).toMatch(/<img src="images\/ada-\w+\.png" alt=""\/><strong>Ada<\/strong>/)
  expect(named(tags('contents.xhtml'), 'a').map(({ text }) => text)).toEqual([
    'From the editor',
    'In Focus',
    ...['A talk', 'A notice'],
    'Viewpoints',
    'Front Line',
    'Graphs',
    'Matrix',
    ...['Cover', 'Contents', 'Read this issue'],
  ])
  expect(text('cover.xhtml')).toMatch(/<img role="doc-cover" src="images\/cover-\w+\.png" alt="Cover"\/>/)
})

test('notes are marked, so that they are shown beside the text, and lead back', async () => {
  const { tags } = await bookOf(kitchenSink)
  const notice = tags('articles/notice.xhtml')
  const references = notice.filter(({ attributes }) => attributes['epub:type'] === 'noteref')
  const notes = notice.filter(({ attributes }) => attributes['epub:type'] === 'footnote')
  expect(references.map(({ name, text }) => [name, text])).toEqual([
    ['a', '1'],
    ['a', '1'],
    ['a', '2'],
  ])
  expect(notes.map(({ name }) => name)).toEqual(['li', 'li'])
  expect(new Set(valuesOf(references, 'href'))).toEqual(new Set(valuesOf(notes, 'id').map((id) => `#${id}`)))
  const back = notice.filter(({ attributes }) => attributes.role === 'doc-backlink')
  expect(new Set(valuesOf(back, 'href'))).toEqual(new Set(valuesOf(references, 'id').map((id) => `#${id}`)))
})

test('a book loads nothing from elsewhere: a picture that is not in it is a link to it', async () => {
  const { tags } = await bookOf(kitchenSink)
  const notice = tags('articles/notice.xhtml')
  expect(valuesOf(named(notice, 'img'), 'src')).toEqual([
    expect.stringMatching(/^\.\.\/images\/focus-\w+\.png$/),
  ])
  const [far] = named(notice, 'a').filter(({ text }) => text === '远处')
  expect(far!.attributes.href).toBe('https://images.example.org/far.png')
})

test('pictures beyond what services for reading devices take are links to the site, or only named within a link', async () => {
  const linked = '![Dots](images/focus.png)\n\n[![Dots again](images/focus.png)](https://example.org/)\n'
  const issue = anIssue({ '01-talk.en.md': anArticle({}, linked) })
  const heavy = { ...issue.images.get('images/focus.png')!, bytes: Buffer.alloc(40_000_001) }
  const images = new Map([...issue.images, ['images/focus.png', heavy] as const])
  const { tags, files } = await bookOf({ ...issue, images })
  const talk = tags('articles/talk.xhtml')
  expect(named(talk, 'img')).toEqual([])
  expect(named(talk, 'a').map(({ attributes: { href }, text }) => [text, href])).toEqual([
    ['Dots', expect.stringMatching(/^https:\/\/matrix\.example\.org\/assets\/matrix-64\/focus-\w+\.png$/)],
    ['Dots again', 'https://example.org/'],
  ])
  expect([...files.keys()].filter((path) => path.includes('images/'))).toHaveLength(1)
})

test('what markup or XML would misread stays what was written', async () => {
  const body =
    'If `a[b[0]]>c` & "d" < e, [go](https://example.org/a?b=1&c="2").\n\n```sh\n[[ a ]]> & <b>\n```\n'
  const title = '"Tom & <Jerry> ]]>"'
  const issue = anIssue({ '01-talk.en.md': anArticle({ title: `'${title}'` }, body) })
  const talk = (await bookOf(issue)).tags('articles/talk.xhtml')
  expect(named(talk, 'title')[0]!.text).toBe(title)
  expect(named(talk, 'code').map(({ text }) => text)).toEqual(['a[b[0]]>c', '[[ a ]]> & <b>\n'])
  expect(valuesOf(named(talk, 'a'), 'href')).toEqual(['https://example.org/a?b=1&c=%222%22'])
})

test('a formula and a picture’s alternative may hold what XML keeps for itself', async () => {
  const body = 'If $a < b \\& c > d$, then "so".\n\n![Where a < b & "c" > d](images/focus.png)\n'
  const talk = (await bookOf(anIssue({ '01-talk.en.md': anArticle({}, body) }))).tags('articles/talk.xhtml')
  expect(valuesOf(named(talk, 'math'), 'alttext')).toEqual(['a < b&c > d'])
  expect(valuesOf(named(talk, 'img'), 'alt')).toContain('Where a < b & "c" > d')
})

test('a link to another article of the issue leads there within the book', async () => {
  const address = 'https://matrix.example.org/en/issues/matrix-64'
  const body = `See [the graphs](${address}/graphs/) and [another issue](${address.replace('64', '63')}/graphs/).\n`
  const { tags } = await bookOf(anIssue({ '01-talk.en.md': anArticle({}, body) }))
  expect(valuesOf(named(tags('articles/talk.xhtml'), 'a'), 'href')).toEqual([
    '../articles/graphs.xhtml',
    'https://matrix.example.org/en/issues/matrix-63/graphs/',
  ])
})

test('briefs that have no page stand together, each in the contents', async () => {
  const brief = (title: string) =>
    anArticle(
      {
        title,
        kind: 'brief',
        page: undefined,
        summary: undefined,
        links: `[{ title: It, url: "https://${title}.example.org/" }]`,
      },
      'What it is.\n',
    )
  const files = aNewsletter({
    sections: '  - title: { en: News }\n    articles: [001-one, 002-two, 003-long, 004-three]',
    articles: {
      '001-one.md': brief('one'),
      '002-two.md': brief('two'),
      '003-long.md': anArticle({ title: 'long', page: undefined }),
      '004-three.md': brief('three'),
    },
  })
  const english = aPublication({ languages: ['en'] })
  const { tags, files: all } = await bookOf(issueOf(files, english), 'en', english)
  expect([...all.keys()].filter((path) => path.includes('articles/'))).toEqual(
    ['one', 'long', 'three'].map((slug) => `EPUB/articles/${slug}.xhtml`),
  )
  expect(valuesOf(named(tags('articles/one.xhtml'), 'a'), 'href')).toEqual([
    'https://one.example.org/',
    'https://two.example.org/',
  ])
  expect(valuesOf(named(tags('contents.xhtml'), 'a'), 'href').slice(0, 5)).toEqual([
    'articles/one.xhtml',
    'articles/one.xhtml#one',
    'articles/one.xhtml#two',
    'articles/long.xhtml',
    'articles/three.xhtml#three',
  ])
})

test('an upright cover stands alone, as it has lettering of its own; around any other stands what a cover says', async () => {
  const { text } = await bookOf(anIssue())
  expect(text('cover.xhtml')).toMatch(/<p class="series">Matrix<\/p>\s*<div class="cover"><img /)
  expect(text('cover.xhtml')).toContain('<li>First line</li>')
  const upright = (await bookOf(anIssue({ 'images/cover.png': aPng(1200, 1600) }))).text('cover.xhtml')
  expect(upright).toContain('<img role="doc-cover"')
  expect(upright).not.toContain('First line')
})

test('Arabic pages are turned from left to right, and code in them is read as everywhere', async () => {
  const { issue, publication: arabic } = anArabicIssue()
  const { tags } = await bookOf(issue, 'ar', arabic)
  expect(valuesOf(named(tags('package.opf'), 'spine'), 'page-progression-direction')).toEqual(['rtl'])
  const first = tags('articles/first.xhtml')
  expect(named(first, 'html')[0]!.attributes).toMatchObject({ lang: 'ar', 'xml:lang': 'ar', dir: 'rtl' })
  expect(named(first, 'code')[0]!.attributes.dir).toBe('ltr')
})

test('where an issue has no cover, one is drawn that says its names, for readers and for shelves of books', async () => {
  const issue = issueOf(aNewsletter({ yaml: 'number: 7\ntitle: { en: The boats came home }' }), publication)
  const { files, tags } = await bookOf(issue)
  const cover = named(tags('package.opf'), 'item').find(({ attributes }) =>
    attributes.properties?.includes('cover-image'),
  )
  expect(cover!.attributes).toMatchObject({ href: 'images/cover.png', 'media-type': 'image/png' })
  expect(files.has('EPUB/images/cover.png')).toBe(true)
  expect(named(tags('cover.xhtml'), 'img')[0]!.attributes).toMatchObject({
    src: 'images/cover.png',
    role: 'doc-cover',
    alt: 'Matrix – No. 7 – The boats came home',
  })
  expect(named(tags('cover.xhtml'), 'h1')).toEqual([])
  const own = await bookOf(kitchenSink)
  expect(own.files.has('EPUB/images/cover.png')).toBe(false)
})

test('where no font has a cover’s letters, they stand beneath what is drawn', async () => {
  const { issue, publication: arabic } = anArabicIssue()
  const { tags } = await bookOf(issue, 'ar', arabic)
  expect(named(tags('cover.xhtml'), 'img')[0]!.attributes.alt).toBe('')
  expect(named(tags('cover.xhtml'), 'h1')[0]!.text).toBe('العنوان مع GPT-4')
})

test('it is a file of the site under a name that says which issue it is, and may change', async () => {
  const file = await bookFile(
    { issue: kitchenSink, publication, language: 'zh-CN', siteUrl: publication.site },
    modified,
    notDrawn,
  )
  expect(file).toMatchObject({
    path: 'zh/issues/weekly/weekly-zh.epub',
    contentType: 'application/epub+zip',
    cacheControl: 'public, max-age=300',
  })
})

test('corrections stand above an article, as on its page', async () => {
  const errata = '[{ date: 2023-05-01, text: { zh-CN: 错, en: It was wrong. } }]'
  const files = aFolder({
    '01-talk.md': anArticle({ errata }),
    'issue.yaml': issueYamlWith('number: 64', 'number: 65'),
  })
  const { text } = await bookOf(issueOf(files, publication))
  expect(text('articles/talk.xhtml')).toContain('<p>It was wrong.</p>')
})
