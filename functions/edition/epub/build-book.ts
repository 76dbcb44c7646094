import type { DrawCard, Drawn } from '../card/draw-card.ts'
import { issueCard } from '../card/edition-cards.ts'
import type { SiteFile, Source } from '../model/edition.ts'
import { type Images, imagesOf } from '../model/images.ts'
import { bookPath } from '../model/paths.ts'
import { assetFile } from '../model/site-file.ts'
import { bookPictures, type Picture, placesFrom } from './book-pictures.ts'
import { bookCss } from './book-style.ts'
import { articleText, briefsText, colophonText, letterText } from './book-texts.page.ts'
import { chaptersOf, entriesOf, isOfBriefs } from './chapters.ts'
import { contentsText } from './contents.page.ts'
import { coverText, drawnCover, drawnCoverText } from './cover.page.ts'
import { type BookText, documentOf } from './document.page.ts'
import { type Item, packageOf } from './package.page.ts'
import { type ZipEntry, zip } from './zip.ts'

/** Incremented whenever books of the same issues change, so that editions with them are others. */
export const bookDesign = 2

const bookType = 'application/epub+zip'

/**
 * An issue in one language as a book, an EPUB 3.3 publication: cover, contents, its editor's letter, a text for each
 * article or run of briefs, who publishes it. The same edition gives the same book.
 * @param modified when the edition was published, ISO 8601
 * @param draw draws a cover where the issue has none, since shelves of books show nothing else of them
 */
export const bookFile = async (source: Source, modified: string, draw: DrawCard): Promise<SiteFile> => {
  const { issue, language } = source
  const drawn = issue.cover.image ? undefined : await draw(issueCard(source))
  return assetFile(bookPath(language, issue.id), bookType, zip(filesOf(source, modified, drawn)), false)
}

const filesOf = (source: Source, modified: string, drawn: Drawn | undefined): ZipEntry[] => {
  // Once: it hashes every picture.
  const images = imagesOf(source.issue)
  const pictures = bookPictures(source.issue, images)
  const texts = textsOf(source, images, pictures, drawn).map((text) => ({
    ...text,
    document: documentOf(text, source.language),
  }))
  const shown = pictures.filter(({ file }) => texts.some(({ document }) => document.includes(`${file}"`)))
  const cover = source.issue.cover.image?.path
  const items: Item[] = [
    ...texts.map(({ path, type, document }) => ({
      path,
      type: 'application/xhtml+xml',
      isRead: true,
      properties: [type === 'toc' && 'nav', document.includes('<math ') && 'mathml'],
    })),
    { path: 'style.css', type: 'text/css' },
    ...(drawn ? [{ path: drawnCover, type: 'image/png', properties: ['cover-image'] }] : []),
    ...shown.map(({ path, file, type }) => ({
      path: file,
      type,
      properties: [path === cover && 'cover-image'],
    })),
  ]
  return [
    // First and not compressed, so that its first bytes say what the file is (EPUB 3.3, §4.2.6.4).
    { path: 'mimetype', body: bookType, isStored: true },
    { path: 'META-INF/container.xml', body: container },
    { path: 'EPUB/package.opf', body: packageOf(source, items, modified) },
    ...texts.map(({ path, document }) => ({ path: `EPUB/${path}`, body: document })),
    { path: 'EPUB/style.css', body: bookCss },
    ...(drawn ? [{ path: `EPUB/${drawnCover}`, body: drawn.png, isStored: true }] : []),
    ...shown.map(({ file, bytes, type }) => ({
      path: `EPUB/${file}`,
      body: bytes,
      isStored: type !== 'image/svg+xml',
    })),
  ]
}

const container = `<?xml version="1.0" encoding="utf-8"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">
<rootfiles><rootfile full-path="EPUB/package.opf" media-type="application/oebps-package+xml"/></rootfiles>
</container>
`

/** All texts in the order in which they are read. */
const textsOf = (
  source: Source,
  images: Images,
  pictures: readonly Picture[],
  drawn: Drawn | undefined,
): BookText[] => {
  const { issue, language } = source
  const atTop = placesFrom(source, images, pictures, '')
  const within = placesFrom(source, images, pictures, '../')
  const chapters = chaptersOf(issue)
  const texts = chapters.map((chapter) =>
    isOfBriefs(chapter)
      ? briefsText(
          source,
          chapter.section,
          chapter.articles.map(({ article }) => article),
        )
      : articleText(source, chapter.articles[0], within),
  )
  const letter = issue.letter?.[language]
  const read = [...(letter ? [letterText(letter, source, atTop)] : []), ...texts]
  const colophon = colophonText(source)
  const entries = [
    ...(letter ? [{ title: read[0]!.title, path: read[0]!.path }] : []),
    ...entriesOf(chapters, source),
    { title: colophon.title, path: colophon.path },
  ]
  const start = (read[0] ?? colophon).path
  return [
    drawn ? drawnCoverText(source, drawn) : coverText(source, atTop),
    contentsText(entries, start, language),
    ...read,
    colophon,
  ]
}
