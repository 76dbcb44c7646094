import { afterAll, describe, expect, test } from 'vitest'
import { readFolder } from '../../cli/local-content/read-folder.ts'
import { fill, prepare } from '../../functions/edition/model/digest.ts'
import { buildEditions } from '../../functions/edition/publish/build-edition.ts'
import { readIssue } from '../../functions/issue/read-issue.ts'
import { dayInWords } from '../../functions/publication/words/date.ts'
import { wordsOf } from '../../functions/publication/words.ts'
import { readPublication } from '../../infra/publication.ts'
import { seriousFaults } from './accessibility.ts'
import { drawn, isTooWide, openChromium, withPage } from './chromium.ts'
import { threeMagazines } from './digest-samples.ts'
import { comparePicture } from './pictures.ts'

const { browser, reason } = await openChromium()
afterAll(() => browser?.close())

const publication = readPublication('content/publication.yaml')
const siteUrl = publication.site
const links = {
  unsubscribe: `${siteUrl}/unsubscribe?token=x`,
  preferences: `${siteUrl}/preferences?token=x`,
  rating: `${siteUrl}/rating?token=x`,
}

const read = readIssue({
  id: 'matrix-64',
  files: await readFolder('content/issues/matrix-64'),
  publication,
})
if (read.outcome !== 'read') throw new Error('The sample issue is refused')
const editions = await buildEditions({ issue: read.issue, publication, siteUrl })
const magazines = await threeMagazines()

/** What a mail shows lies on its site. */
const files = new Map(
  [...editions, ...magazines.flatMap((one) => one.editions)]
    .flatMap((edition) => edition.files)
    .map(({ path, body, contentType }) => [`/${path}`, { body, contentType }]),
)

const fileAt = (url: string) => files.get(new URL(url).pathname)

const cases = [{ name: 'digest', editions }, ...magazines].flatMap(({ name, editions }) =>
  editions.flatMap(({ digest }) =>
    [375, 680].flatMap((width) =>
      (['light', 'dark'] as const).flatMap((colorScheme) =>
        [true, ...(name === 'digest' ? [false] : [])].map((images) => ({
          name,
          language: digest.language,
          width,
          colorScheme,
          images,
          html: fill(prepare(digest, []), {
            ...links,
            next: wordsOf(digest.language).digest.next(dayInWords('2031-03-01', digest.language)),
          }).html,
        })),
      ),
    ),
  ),
)

/** Of a long mail, as much as shows its hand. */
const pictured = 1_800
/** And its end: what a reader may do now, and the foot. */
const ending = 640

describe.skipIf(reason)(`the digest in Chromium${reason ? `: ${reason}` : ''}`, () => {
  test.each(cases)('$name $language, $width px, $colorScheme, images $images', async (one) => {
    const { name: of, language, width, colorScheme, images, html } = one
    await withPage(
      browser!,
      (url) => (images ? fileAt(url) : undefined),
      {
        viewport: { width, height: 800 },
        colorScheme,
      },
      async (page) => {
        await page.setContent(html, { waitUntil: 'load' })
        await drawn(page)
        expect(await isTooWide(page)).toBe(false)
        expect(await seriousFaults(page)).toEqual([])
        const picture = await page.screenshot({
          clip: { x: 0, y: 0, width, height: pictured },
          fullPage: true,
        })
        const name = `${of}-${language}-${width}-${colorScheme}${images ? '' : '-no-images'}`
        expect(comparePicture(name, picture)).toBeUndefined()
        if (width > 375 || !images) return
        const height = Number(await page.evaluate('document.documentElement.scrollHeight'))
        const end = await page.screenshot({
          clip: { x: 0, y: height - ending, width, height: ending },
          fullPage: true,
        })
        expect(comparePicture(`${name}-end`, end)).toBeUndefined()
      },
    )
  })

  test.each(editions.map(({ digest }) => ({ language: digest.language, digest })))(
    'a client that drops every style sheet shows the $language digest on a phone whole',
    async ({ digest }) => {
      const html = fill(prepare(digest, []), links).html.replace(/<style[\s\S]*?<\/style>/g, '')
      await withPage(
        browser!,
        fileAt,
        {
          viewport: { width: 375, height: 800 },
        },
        async (page) => {
          await page.setContent(html, { waitUntil: 'load' })
          expect(await isTooWide(page)).toBe(false)
          expect(await seriousFaults(page)).toEqual([])
        },
      )
    },
  )
})
