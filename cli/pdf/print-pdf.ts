import type { Browser } from 'playwright-core'
import type { Source } from '../../functions/edition/model/edition.ts'
import { imagesOf } from '../../functions/edition/model/images.ts'
import { issuePath, keyOf } from '../../functions/edition/model/paths.ts'
import { packagedCardFiles } from '../editions/card-files.ts'
import { fontsPath } from './fonts.ts'
import { joinedPage } from './joined.page.ts'
import { countPages, pagesInPdf } from './pages-in-pdf.ts'
import { type Paper, textWidth } from './paper.ts'

/**
 * An issue in one language as a PDF with an outline, tagged for screen readers. It is printed twice: only then is it known on
 * which pages articles begin, for the contents.
 * @returns its bytes, and how many pages it has
 */
export const printPdf = async (
  browser: Browser,
  source: Source,
  paper: Paper,
): Promise<{ bytes: Uint8Array; pages: number }> => {
  const slugs = source.issue.sections.flatMap(({ articles }) => articles.map(({ slug }) => slug))
  // Numbers of two digits, as most will be.
  const guessed = new Map(slugs.map((slug) => [slug, 88]))
  const first = await print(browser, source, joinedPage(source, { paper, pages: guessed }), paper)
  const pages = pagesInPdf(first)
  const bytes = await print(browser, source, joinedPage(source, { paper, pages }), paper)
  return { bytes, pages: countPages(bytes) }
}

/** The document stands at the issue's address, so that its links are whole; nothing is loaded but from this machine. */
const print = async (
  browser: Browser,
  source: Source,
  document: string,
  paper: Paper,
): Promise<Uint8Array> => {
  const { siteUrl, language, issue } = source
  const address = siteUrl + issuePath(language, issue.id)
  const pictures = new Map(imagesOf(issue).files.map((file) => [file.path, file]))
  const context = await browser.newContext({
    serviceWorkers: 'block',
    viewport: { width: textWidth(paper), height: 900 },
  })
  try {
    await context.route('**/*', async (route) => {
      const url = new URL(route.request().url())
      if (url.href === new URL(address).href)
        return route.fulfill({ contentType: 'text/html; charset=utf-8', body: document })
      if (url.origin !== new URL(siteUrl).origin) return route.abort()
      if (url.pathname.startsWith(fontsPath)) {
        const path = url.pathname.slice(fontsPath.length)
        const contentType = path.endsWith('.css') ? 'text/css; charset=utf-8' : 'font/woff2'
        return route.fulfill({ contentType, body: Buffer.from(await packagedCardFiles(path)) })
      }
      const picture = pictures.get(keyOf(url.pathname))
      if (!picture) return route.abort()
      return route.fulfill({ contentType: picture.contentType, body: Buffer.from(picture.body) })
    })
    const page = await context.newPage()
    await page.emulateMedia({ media: 'print', colorScheme: 'light' })
    await page.goto(address, { waitUntil: 'load' })
    await page.evaluate('document.fonts.ready.then(() => undefined)')
    await page.evaluate(fitWideParts)
    return await page.pdf({ preferCSSPageSize: true, printBackground: true, outline: true, tagged: true })
  } finally {
    await context.close()
  }
}

/**
 * Makes what is wider than the page as small as fits: a browser would print everything smaller for one wide table. The window
 * is as wide as a page's text.
 */
const fitWideParts = `for (const part of document.querySelectorAll('table, pre')) {
  const room = part.closest('.scroll, .table, .body').clientWidth
  const width = part.getBoundingClientRect().width
  if (width > room) part.style.zoom = room / width * .99
}
for (const formula of document.querySelectorAll('.formula'))
  if (formula.scrollWidth > formula.clientWidth)
    formula.style.fontSize = formula.clientWidth / formula.scrollWidth * .97 + 'em'`
