import { PNG } from 'pngjs'
import { describe, expect, test } from 'vitest'
import { packagedCardFiles } from '../../../cli/editions/card-files.ts'
import { readFolder } from '../../../cli/local-content/read-folder.ts'
import { createDrawCover } from '../../../functions/edition/card/draw-card.ts'
import { readIssue } from '../../../functions/issue/read-issue.ts'
import { readPublication } from '../../../infra/publication.ts'
import { aKitchenSink, aLongNewsletter, aNewsletter, aPublication, issueOf } from '../../builders.ts'
import { findEpubCheck } from '../../epubcheck.ts'
import { anArabicIssue, bytesOfBook } from './open-book.ts'

const check = await findEpubCheck()
const reason = 'needs' in check ? `: needs ${check.needs}` : ''

/** The builders' pictures have a size and no pixels, which the check sees. */
const aRealPng = (width: number, height: number): Uint8Array => PNG.sync.write(new PNG({ width, height }))

const pictured = aKitchenSink().map((file) =>
  file.path.endsWith('.png')
    ? { ...file, bytes: file.path.includes('cover') ? aRealPng(1200, 675) : aRealPng(1200, 240) }
    : file,
)

const draw = createDrawCover(packagedCardFiles)
const publication = aPublication()
const printed = async () => {
  const ours = readPublication('content/publication.yaml')
  const files = await readFolder('content/issues/matrix-64')
  const read = readIssue({ id: 'matrix-64', files, publication: ours })
  if (read.outcome !== 'read') throw new Error(JSON.stringify(read.problems))
  return { issue: read.issue, publication: ours }
}
const english = aPublication({ languages: ['en'] })

const books = [
  ['the printed issue in Chinese', async () => ({ ...(await printed()), language: 'zh-CN' })],
  ['the printed issue in English', async () => ({ ...(await printed()), language: 'en' })],
  [
    'an issue with everything',
    () => ({ issue: issueOf(pictured, publication), publication, language: 'en' }),
  ],
  [
    'an issue without a picture',
    () => ({ issue: issueOf(aNewsletter(), english), publication: english, language: 'en' }),
  ],
  ['an Arabic issue', () => ({ ...anArabicIssue(), language: 'ar' })],
  [
    'a long newsletter of briefs',
    () => ({
      issue: issueOf(aLongNewsletter(60, { sections: 5 }), english),
      publication: english,
      language: 'en',
    }),
  ],
] as const

describe.skipIf('needs' in check)(`EPUBCheck${reason}`, () => {
  test.each(books)('finds nothing in the book of %s', async (_, made) => {
    if ('needs' in check) return
    const { issue, publication, language } = await made()
    expect(await check(await bytesOfBook(issue, publication, language, draw))).toEqual([])
  })

  test('finds what is wrong with a book', async () => {
    if ('needs' in check) return
    const { issue, publication } = anArabicIssue()
    const book = await bytesOfBook(issue, publication, 'ar', draw)
    expect(await check(book.subarray(0, book.length - 30))).not.toEqual([])
  })
})
