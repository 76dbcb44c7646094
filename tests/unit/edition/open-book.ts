import { crc32 } from 'node:zlib'
import { SaxesParser } from 'saxes'
import yauzl from 'yauzl'
import type { DrawCard } from '../../../functions/edition/card/draw-card.ts'
import { bookFile } from '../../../functions/edition/epub/build-book.ts'
import type { Issue } from '../../../functions/issue/issue.ts'
import { type Publication, publicationIn } from '../../../functions/publication/publication.ts'
import { aNewsletter, anArticle, aPng, aPublication, issueOf } from '../../builders.ts'

export const modified = '2026-11-30T12:00:00.000Z'

/** As a card would be drawn that has all letters, without the time that this takes. */
export const notDrawn: DrawCard = async ({ language }) => ({
  png: aPng(1400, 2100),
  missing: language === 'ar' ? ['م'] : [],
})

export const bytesOfBook = async (
  issue: Issue,
  publication: Publication,
  language = 'en',
  draw = notDrawn,
): Promise<Buffer> => {
  const source = { issue, publication, language, siteUrl: publication.site }
  return Buffer.from((await bookFile(source, modified, draw)).body)
}

/** The files of a book by path, in the order in which they lie in it. @throws when a checksum is wrong */
export const unpacked = async (bytes: Buffer): Promise<Map<string, Buffer>> => {
  const archive = await yauzl.fromBufferPromise(bytes)
  const files = new Map<string, Buffer>()
  for await (const entry of archive.eachEntry()) {
    const chunks: Buffer[] = []
    for await (const chunk of await archive.openReadStreamPromise(entry)) chunks.push(chunk)
    const content = Buffer.concat(chunks)
    if (crc32(content) !== entry.crc32) throw new Error(`${entry.fileName} is broken`)
    files.set(entry.fileName, content)
  }
  return files
}

export type Tag = { name: string; attributes: Record<string, string>; text: string }

/** The elements of an XML document in their order. @throws when it is not well-formed, or uses an undeclared prefix */
export const tagsIn = (xml: string): Tag[] => {
  const found: Tag[] = []
  const open: Tag[] = []
  const parser = new SaxesParser({ xmlns: true })
  parser.on('error', (error) => {
    throw error
  })
  parser.on('opentag', ({ name, attributes }) => {
    const values = Object.entries(attributes).map(([key, { value }]) => [key, value])
    const tag = { name, attributes: Object.fromEntries(values), text: '' }
    found.push(tag)
    open.push(tag)
  })
  parser.on('text', (text) => {
    for (const tag of open) tag.text += text
  })
  parser.on('closetag', () => void open.pop())
  parser.write(xml).close()
  return found
}

/** A newsletter of one article in a language that is written from right to left. */
export const anArabicIssue = () => {
  const publication = publicationIn(aPublication(), 'ar')
  const body = 'نص `x = 1` هنا[^1]، و[رابط](https://example.org/).\n\n[^1]: ملاحظة.\n'
  const articles = {
    'issue.yaml': 'languages: [ar]\nsections:\n  - title: { ar: أخبار }\n    articles: [001-first]\n',
    '001-first.md': anArticle({ title: 'العنوان مع GPT-4', page: undefined }, body),
  }
  return { issue: issueOf(aNewsletter({ articles }), publication), publication }
}
