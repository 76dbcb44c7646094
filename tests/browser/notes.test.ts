import { afterAll, describe, expect, test } from 'vitest'
import { buildEditions } from '../../functions/edition/publish/build-edition.ts'
import { anArticle, anIssue, aSite } from '../builders.ts'
import { seriousFaults } from './accessibility.ts'
import { drawn, isTooWide, openChromium, withPage } from './chromium.ts'

const { browser, reason } = await openChromium()
afterAll(() => browser?.close())

const withdrawn = '{ date: 2023-05-01, reason: { zh-CN: 数据有误。, en: The data were wrong. } }'
const errata =
  '[{ date: 2023-05-01, text: { zh-CN: 图二的单位有误。, en: The unit of Figure 2 was wrong. } }]'

const files = async () => {
  const issue = anIssue({
    '01-talk.md': anArticle({ errata }),
    '03-graphs.md': anArticle({ title: '图', page: '13', withdrawn }),
  })
  const editions = await buildEditions({ issue, ...aSite })
  const all = editions.flatMap((edition) => edition.files)
  return (url: string) => all.find(({ path }) => `${aSite.siteUrl}/${path}` === url)
}

const cases = [375, 1280].flatMap((width) =>
  (['light', 'dark'] as const).flatMap((colorScheme) =>
    ['zh', 'en'].map((language) => ({ width, colorScheme, language })),
  ),
)

describe.skipIf(reason)(`what editors say later, in Chromium${reason ? `: ${reason}` : ''}`, () => {
  test.each(cases)('is readable at $width px in the $colorScheme, $language', async (one) => {
    const { width, colorScheme, language } = one
    await withPage(
      browser!,
      await files(),
      { viewport: { width, height: 900 }, colorScheme },
      async (page) => {
        for (const [slug, said] of [
          ['talk', language === 'zh' ? '图二的单位有误。' : 'The unit of Figure 2 was wrong.'],
          ['graphs', language === 'zh' ? '数据有误。' : 'The data were wrong.'],
        ] as const) {
          await page.goto(`${aSite.siteUrl}/${language}/issues/matrix-64/${slug}/index.html`)
          await drawn(page)
          expect(await page.getByText(said).isVisible()).toBe(true)
          expect(await isTooWide(page), slug).toBe(false)
          expect(await seriousFaults(page), slug).toEqual([])
          await page.screenshot({ path: `out/browser/notes-${slug}-${language}-${width}-${colorScheme}.png` })
        }
      },
    )
  })
})
