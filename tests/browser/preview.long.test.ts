import { mkdirSync } from 'node:fs'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { aPreview } from '../unit/cli/live-preview.ts'
import { seriousFaults } from './accessibility.ts'
import { isTooWide, openChromium } from './chromium.ts'

const { browser, reason } = await openChromium()
afterAll(() => browser?.close())

const cases = [375, 1280].flatMap((width) =>
  (['light', 'dark'] as const).map((colorScheme) => ({ width, colorScheme })),
)
/** What an editor may look at, sound and broken. */
const views = ['', '?edition=en&scheme=both', '?width=phone&part=html', '?part=text', '?part=problems']

const written = 'out/browser'
mkdirSync(written, { recursive: true })

/** The colour behind a mail in its frame. */
const ground = 'getComputedStyle(document.body).backgroundColor'
const widthOfPictures = '[...document.images].map(({ naturalWidth }) => naturalWidth)'

describe.skipIf(reason)(`the preview in Chromium${reason ? `: ${reason}` : ''}`, () => {
  test.each(cases)('is readable at $width px in the $colorScheme', async ({ width, colorScheme }) => {
    const { url, cwd, issue, hear } = await aPreview()
    const context = await browser!.newContext({ viewport: { width, height: 900 }, colorScheme })
    try {
      const page = await context.newPage()
      const look = async (view: string, name: string) => {
        await page.goto(url + view, { waitUntil: 'load' })
        await page.screenshot({ path: `${written}/preview-${name}-${width}-${colorScheme}.png` })
        expect(await isTooWide(page), view).toBe(false)
        expect(await seriousFaults(page), view).toEqual([])
      }
      for (const [at, view] of views.entries()) await look(view, String(at))
      // An open page would reload by itself while it is looked at.
      await page.goto('about:blank')
      const events = await hear()
      await events.next()
      await writeFile(join(cwd, issue, '02-thought.md'), '---\ntitle: x\n---\n')
      await events.next()
      await look('', 'broken')
    } finally {
      await context.close()
    }
  })

  test('shows each frame in its own scheme, with its pictures, whatever the system has', async () => {
    const { url } = await aPreview()
    for (const colorScheme of ['light', 'dark'] as const) {
      const context = await browser!.newContext({ viewport: { width: 1280, height: 900 }, colorScheme })
      const page = await context.newPage()
      await page.goto(`${url}?scheme=both`, { waitUntil: 'load' })
      const seen = async (name: string) => {
        const frame = page.frame({ name })!
        expect(await frame.evaluate(widthOfPictures)).toEqual(expect.arrayContaining([expect.any(Number)]))
        expect(await frame.evaluate(widthOfPictures)).not.toContain(0)
        return [await frame.evaluate('innerWidth'), await frame.evaluate(ground)]
      }
      expect(await seen('phone-light')).toEqual([375, 'rgb(242, 243, 244)'])
      expect(await seen('desktop-light')).toEqual([680, 'rgb(242, 243, 244)'])
      expect(await seen('phone-dark')).toEqual([375, 'rgb(9, 12, 17)'])
      expect(await seen('desktop-dark')).toEqual([680, 'rgb(9, 12, 17)'])
      await context.close()
    }
  })

  test('reloads by itself, and is where it was scrolled', async () => {
    const { url, cwd, issue } = await aPreview()
    const context = await browser!.newContext({ viewport: { width: 1280, height: 900 } })
    const page = await context.newPage()
    await page.goto(url, { waitUntil: 'load' })
    const scrolled = () =>
      page.frame({ name: 'phone-light' })!.evaluate('document.scrollingElement.scrollTop')
    await page.frame({ name: 'phone-light' })!.evaluate('document.scrollingElement.scrollTo(0, 200)')
    const file = join(cwd, issue, '01-news.md')
    await writeFile(file, (await readFile(file, 'utf8')).replace('title: 新事', 'title: 大事'))
    await page.getByText('大事').first().waitFor({ state: 'attached' })
    await expect.poll(scrolled).toBe(200)
    await context.close()
  })
})
