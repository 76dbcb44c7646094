import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { buildListings } from '../../functions/edition/lists/build-listings.ts'
import type { SiteFile } from '../../functions/edition/model/edition.ts'
import { keyOf } from '../../functions/edition/model/paths.ts'
import { buildEditions } from '../../functions/edition/publish/build-edition.ts'
import { rowOf } from '../../functions/edition/publish/issue-row.ts'
import { screenVersion, screenWidths } from '../../functions/issue/pictures-for-screens.ts'
import { anArticle, anIssue, aSite, noon } from '../builders.ts'
import { allLoaded, openChromium, openPage } from './chromium.ts'

const { browser, reason } = await openChromium()
afterAll(() => browser?.close())

const { siteUrl } = aSite
/** Each a whole number of pixels high in every version. */
const sizes = {
  cover: [1200, 675],
  hero: [900, 900],
  lead: [1600, 900],
  wide: [1600, 800],
  tall: [1000, 1250],
}
const withVersions = new Map<string, SiteFile>()
const without = new Map<string, SiteFile>()

/** Draws noise, which is heavy as PNG. Run in the browser. */
const draw = `(width, height, type) => {
  const canvas = Object.assign(document.createElement('canvas'), { width, height })
  const context = canvas.getContext('2d')
  const pixels = context.createImageData(width, height)
  let noise = 1
  for (let at = 0; at < pixels.data.length; at++) {
    noise = (noise * 48271) % 2147483647
    pixels.data[at] = at % 4 === 3 ? 255 : 96 + (noise % 64)
  }
  context.putImageData(pixels, 0, 0)
  return canvas.toDataURL(type, 0.5).split(',')[1]
}`

beforeAll(async () => {
  if (!browser) return
  const page = await openPage(browser, () => undefined, {})
  const drawn = async (width: number, height: number, type: string) =>
    Buffer.from(await page.evaluate<string>(`(${draw})(${width}, ${height}, '${type}')`), 'base64')
  const originals: Record<string, Uint8Array> = {}
  const versions: Record<string, Uint8Array> = {}
  for (const [name, [width, height]] of Object.entries(sizes) as [string, [number, number]][]) {
    originals[`images/${name}.png`] = await drawn(width, height, 'image/png')
    for (const most of screenWidths) {
      const across = Math.min(most, width)
      versions[screenVersion(`images/${name}.png`, most)] = await drawn(
        across,
        Math.round((across * height) / width),
        'image/webp',
      )
    }
  }
  await page.context().close()
  const texts = {
    '01-talk.md': anArticle(
      { image: 'images/lead.png', alt: '港' },
      '一段。\n\n![宽](images/wide.png)\n\n![高](images/tall.png)\n\n- 甲 ![高](images/tall.png)\n',
    ),
    '03-graphs.md': anArticle({ title: '图', page: '13', image: 'images/hero.png', alt: '塔' }),
  }
  for (const [files, pictures] of [
    [withVersions, { ...originals, ...versions }],
    [without, originals],
  ] as const) {
    const issue = anIssue({ ...texts, ...pictures })
    const built = await buildEditions({ issue, ...aSite })
    const lists = buildListings({ issues: [rowOf(issue, built, undefined, noon)], script: '', ...aSite })
    for (const file of [...built.flatMap(({ files }) => files), ...lists]) files.set(file.path, file)
  }
}, 60_000)

const open = async (files: Map<string, SiteFile>, path: string, width: number, deviceScaleFactor = 1) => {
  const page = await openPage(browser!, (url) => files.get(keyOf(new URL(url).pathname)), {
    ...{ viewport: { width, height: 900 }, deviceScaleFactor },
  })
  await page.goto(siteUrl + path, { waitUntil: 'load' })
  await allLoaded(page)
  return page
}

type Shown = { name: string; box: number[]; from: string }
/** Each picture's place on the page, in whole pixels, and what was loaded for it. */
const shownOn = (page: Page): Promise<Shown[]> =>
  page.evaluate(`[...document.querySelectorAll('main img')].map((image) => {
    const { left, top, width, height } = image.getBoundingClientRect()
    return {
      name: /([a-z]+)-\\w+\\.png$/.exec(image.src)[1],
      box: [left, top + scrollY, width, height].map(Math.round),
      from: image.currentSrc.split('.').at(-1),
    }
  })`)

const stub = '/zh/issues/matrix-64/talk/'
const pages = [stub, '/zh/issues/matrix-64/graphs/', '/zh/issues/matrix-64/', '/zh/']
const cases = pages.flatMap((path) => [375, 700, 1280].map((width) => ({ path, width })))

describe.skipIf(reason)(`pictures of a page in Chromium${reason ? `: ${reason}` : ''}`, () => {
  test.each(cases)(
    'stand on $path at $width px where they would without versions',
    async ({ path, width }) => {
      const [page, plain] = [await open(withVersions, path, width), await open(without, path, width)]
      const found = await shownOn(page)
      const heavy = found.filter(({ name }) => name in sizes)
      expect(heavy.length).toBeGreaterThan(0)
      expect(heavy.filter(({ from }) => from !== 'webp')).toEqual([])
      const boxes = (all: Shown[]) => all.map(({ name, box }) => ({ name, box }))
      expect(boxes(found)).toEqual(boxes(await shownOn(plain)))
      await page.context().close()
      await plain.context().close()
    },
  )

  test('a phone loads a few hundred pixels of one that a desktop loads whole', async () => {
    const loaded = async (width: number, scale: number) => {
      const page = await open(withVersions, stub, width, scale)
      const addresses = await page.evaluate<string[]>(
        `performance.getEntriesByType('resource').map(({ name }) => name)`,
      )
      await page.context().close()
      const bytesOf = (address: string) => withVersions.get(keyOf(new URL(address).pathname))!.body.length
      return addresses.filter((one) => one.includes('/wide-')).map(bytesOf)
    }
    const bytes = (width: number) =>
      [...withVersions.values()]
        .filter(({ path, contentType }) => path.includes('/wide-') && contentType === 'image/webp')
        .map(({ body }) => body.length)
        .sort((a, b) => a - b)
        .at(screenWidths.indexOf(width))
    expect(await loaded(375, 1)).toEqual([bytes(480)])
    expect(await loaded(375, 2)).toEqual([bytes(800)])
    expect(await loaded(1280, 2)).toEqual([bytes(1920)])
  })
})
