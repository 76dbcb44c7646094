import { expect, test } from 'vitest'
import { buildEditions } from '../../../functions/edition/publish/build-edition.ts'
import { aNewsletter, anArticle, aPng, aPublication, issueOf } from '../../builders.ts'

/** The text of an article's page, as HTML. */
const bodyOf = async (markdown: string, language = 'en'): Promise<string> => {
  const front = { title: 'Boats', page: undefined, summary: 'On boats.' }
  const publication = aPublication({ languages: [language], topics: [], ...namesIn(language) })
  const files = aNewsletter({
    articles: {
      '001-first.md': anArticle(front, markdown),
      'images/wide.png': aPng(1600, 900),
      'images/ribbon.png': aPng(1600, 1500),
      'images/small.png': aPng(640, 360),
    },
  }).map(({ path, bytes }) => ({
    path,
    bytes:
      path === 'issue.yaml'
        ? Buffer.from(
            Buffer.from(bytes).toString().replaceAll('en]', `${language}]`).replaceAll('en:', `${language}:`),
          )
        : bytes,
  }))
  const issue = issueOf(files, publication)
  const [edition] = await buildEditions({ issue, publication, siteUrl: 'https://boats.example.org' })
  const page = String(edition!.files.find(({ path }) => path.endsWith('/first/index.html'))!.body)
  return /<div class="body">([\s\S]*)<\/div>\n/.exec(page)![1]!
}

const namesIn = (language: string) => ({
  names: { [language]: 'Boats' },
  taglines: { [language]: 'Boats' },
  publisher: { [language]: 'Boats' },
  postalAddress: { [language]: 'Quay' },
  sender: { name: { [language]: 'Boats' }, address: 'boats@example.org' },
})

test('a quotation of the text’s own words is a pull quote, which nobody hears twice', async () => {
  const body = await bodyOf('They said *ten boats* came back.\n\n> ten boats came back\n')
  expect(body).toContain('<blockquote class="pull" aria-hidden="true">')
})

test('a quotation of other words, or of a whole passage, is a quotation', async () => {
  expect(await bodyOf('They said ten.\n\n> nine boats came back\n')).toContain('<blockquote>')
  const long = 'The boats came back one by one, as they had gone out. '.repeat(5).trim()
  expect(await bodyOf(`${long}\n\n> ${long}\n`)).toContain('<blockquote>')
})

test('a pull quote with a link is heard, because a key leads to it', async () => {
  const body = await bodyOf('They said ten boats.\n\n> [ten boats](https://example.org)\n')
  expect(body).toContain('<blockquote>')
})

test('who said a quotation stands apart from it', async () => {
  const body = await bodyOf('> Ten boats.\n>\n> — The harbour master\n')
  expect(body).toContain('<p class="by">— The harbour master</p>')
  expect(await bodyOf('> Ten boats.\n>\n> Nine boats.\n')).not.toContain('class="by"')
})

test('a large picture that lies stands wider than the text, with its caption or without', async () => {
  const body = await bodyOf('![Boats](images/wide.png)\n\n![Boats](images/wide.png "Nine of them")\n')
  expect(body).toContain('<p class="wide"><img')
  expect(body).toContain('<figure class="wide"><img')
})

test('a small one, one that stands, and one within a text stay in their column', async () => {
  const body = await bodyOf(
    '![Boats](images/small.png)\n\n![Boats](images/ribbon.png)\n\nText ![boats](images/wide.png) text.\n',
  )
  expect(body).not.toContain('wide"')
})

test('a task has its box and no bullet', async () => {
  const body = await bodyOf('- [x] Count them\n- [ ] Name them\n- And go\n')
  expect(body).toContain('<li class="task">☑ Count them</li>')
  expect(body).toContain('<li class="task">☐ Name them</li>')
  expect(body).toContain('<li>And go</li>')
})

test('GPT-4 stays on one line in a text and as code, but not within a listing', async () => {
  const body = await bodyOf('GPT-4 is `gpt-4`, not `a whole-lot of code`.\n\n```\nGPT-4\n```\n')
  expect(body).toContain('<span class="whole">GPT-4</span> is <code class="whole">gpt-4</code>')
  expect(body).toContain('<code>a whole-lot of code</code>')
  expect(body).toMatch(/<pre[^>]*><code>GPT-4\n<\/code>/)
})

test('a reference has the digits of its language, and the arrow back points to the line’s beginning', async () => {
  const text = 'Ten boats.[^1]\n\n[^1]: The log.\n'
  const persian = await bodyOf(text, 'fa')
  expect(persian).toMatch(/data-footnote-ref[^>]*>۱<\/a><\/sup>/)
  expect(persian).toMatch(/data-footnote-backref[^>]*>↪<\/a>/)
  const english = await bodyOf(text)
  expect(english).toMatch(/data-footnote-ref[^>]*>1<\/a><\/sup>/)
  expect(english).toMatch(/data-footnote-backref[^>]*>↩<\/a>/)
})

test('notes stand beside their words where there is room: each has a number with its first reference', async () => {
  const paragraph = `${'The boats came back one by one. '.repeat(12)}[^log] And again.[^log]\n\n`
  const body = await bodyOf(`${paragraph}Text.[^two]\n\n[^log]: The log.\n[^two]: Another log.\n`)
  expect(body).toContain('class="footnotes beside-text"')
  expect(body.match(/<a [^>]*class="r1"/g)).toHaveLength(1)
  expect(body).toMatch(/<a href="#ref-fn-log" id="ref-fnref-log"[^>]*class="r1"/)
  expect(body).toMatch(/<li id="ref-fn-log" class="n1"/)
  expect(body).toMatch(/<li id="ref-fn-two" class="n2"/)
})

test('notes that would slide far from their words stay at the end alone', async () => {
  const note = 'The log of the harbour says otherwise, and at length. '.repeat(8)
  const marks = Array.from({ length: 6 }, (_, at) => `Boat.[^${at}]`).join(' ')
  const notes = Array.from({ length: 6 }, (_, at) => `[^${at}]: ${note}`).join('\n')
  const body = await bodyOf(`${marks}\n\n${notes}\n`)
  expect(body).toContain('class="footnotes"')
  expect(body).not.toContain('beside-text')
})

test('many notes stay at the end alone', async () => {
  const text = Array.from({ length: 21 }, (_, at) => `${'The boats came back. '.repeat(20)}[^${at}]`).join(
    '\n\n',
  )
  const notes = Array.from({ length: 21 }, (_, at) => `[^${at}]: Log.`).join('\n')
  expect(await bodyOf(`${text}\n\n${notes}\n`)).not.toContain('beside-text')
})
