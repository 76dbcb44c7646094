import { afterAll, describe, expect, test } from 'vitest'
import { fill } from '../../functions/mail/template.ts'
import { compileMails } from '../../functions/subscription/mails/compile-mails.ts'
import type { MailKind, SlotOf } from '../../functions/subscription/mails/mails.ts'
import { readPublication } from '../../infra/publication.ts'
import { seriousFaults } from './accessibility.ts'
import { drawn, isTooWide, openChromium, withPage } from './chromium.ts'
import { comparePicture } from './pictures.ts'

const { browser, reason } = await openChromium()
afterAll(() => browser?.close())

const publication = readPublication('content/publication.yaml')
const { site } = publication
const valuesIn = (language: string): Record<SlotOf<MailKind>, string> => ({
  site,
  confirm: `${site}/confirm?token=x`,
  preferences: `${site}/preferences?token=x`,
  unsubscribe: `${site}/unsubscribe?token=x`,
  subscribe: `${site}/subscribe?language=${language}`,
  until: language === 'en' ? 'December 7, 2026 at 20:00 (GMT+8)' : '2026 年 12 月 7 日 20:00 (GMT+8)',
  language: language === 'en' ? 'English' : '中文',
  topics: language === 'en' ? 'In Focus, Research Frontier, and Viewpoints' : '焦点、前沿求索和观点',
})

const letters = Object.entries(await compileMails(publication)).flatMap(([language, kinds]) =>
  Object.entries(kinds).map(([kind, mail]) => ({
    language,
    kind,
    html: fill(mail, valuesIn(language)).html,
  })),
)
const cases = letters.flatMap((letter) =>
  [375, 680].flatMap((width) =>
    (['light', 'dark'] as const).map((colorScheme) => ({ ...letter, width, colorScheme })),
  ),
)
/** A picture of each in one of its forms shows the hand; the others are looked at for faults alone. */
const isPictured = ({ language, width, colorScheme }: (typeof cases)[number]) =>
  language === 'en' ? width === 680 && colorScheme === 'light' : width === 375 && colorScheme === 'dark'

describe.skipIf(reason)(`short mails in Chromium${reason ? `: ${reason}` : ''}`, () => {
  test.each(cases)('$kind in $language, $width px, $colorScheme', async (one) => {
    const { kind, language, width, colorScheme, html } = one
    await withPage(
      browser!,
      () => undefined,
      {
        viewport: { width, height: 700 },
        colorScheme,
      },
      async (page) => {
        await page.setContent(html, { waitUntil: 'load' })
        await drawn(page)
        expect(await isTooWide(page)).toBe(false)
        expect(await seriousFaults(page)).toEqual([])
        if (!isPictured(one)) return
        const picture = await page.screenshot({ clip: { x: 0, y: 0, width, height: 700 }, fullPage: true })
        expect(comparePicture(`mail-${kind}-${language}-${width}-${colorScheme}`, picture)).toBeUndefined()
      },
    )
  })
})
