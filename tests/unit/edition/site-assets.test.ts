import { PNG } from 'pngjs'
import { expect, test } from 'vitest'
import { packagedCardFiles } from '../../../cli/editions/card-files.ts'
import { drawIcons } from '../../../functions/edition/card/draw-card.ts'
import { icons } from '../../../functions/edition/card/logo.ts'
import { siteAssets } from '../../../functions/edition/lists/site-assets.ts'
import { sitemapFiles } from '../../../functions/edition/lists/sitemap.ts'
import { iconFile } from '../../../functions/edition/lists/web-manifest.ts'
import { sitePrintStylesheet, stylePath, stylesheet } from '../../../functions/web/style.ts'
import { aPublication } from '../../builders.ts'
import { listingsOf, siteUrl, textIn, threeIssues } from './listings.ts'

const drawn = (await drawIcons(aPublication().brand, packagedCardFiles)).map(({ png }, at) =>
  iconFile(icons[at]!, png),
)
const assets = () =>
  new Map([...siteAssets(aPublication(), siteUrl), ...drawn].map((file) => [file.path, file]))
const bytesIn = (path: string) => assets().get(path)!.body as Uint8Array

test('the style sheet, the icons and the manifest lie where every page looks for them', () => {
  const page = textIn(listingsOf(), 'zh/index.html')
  const links = page.matchAll(/<link rel="(?:stylesheet|icon|apple-touch-icon|manifest)" href="\/([^"]+)"/g)
  const paths = [...links].map(([, path]) => path!)
  expect(paths).toContain(stylePath(stylesheet(aPublication().brand)).slice(1))
  expect(paths).toContain(stylePath(sitePrintStylesheet(aPublication()), 'print').slice(1))
  expect(paths).toHaveLength(5)
  for (const path of paths) expect([...assets().keys()]).toContain(path)
})

test('the manifest of each language names icons that there are, in the size that they have', () => {
  for (const [folder, name] of [
    ['zh', '矩阵 Matrix'],
    ['en', 'Matrix'],
  ] as const) {
    const manifest = JSON.parse(textIn(assets(), `${folder}/manifest.webmanifest`))
    expect(manifest).toMatchObject({ name, start_url: `/${folder}/`, theme_color: '#ffffff' })
    for (const { src, sizes, type } of manifest.icons.filter(
      (icon: { type: string }) => icon.type === 'image/png',
    )) {
      const { width, height } = PNG.sync.read(Buffer.from(bytesIn(src.slice(1))))
      expect([`${width}x${height}`, type]).toEqual([sizes, 'image/png'])
    }
  }
})

test('the sign is drawn as its SVG says, and a mask cuts no dot', () => {
  const at = (path: string, x: number, y: number) => {
    const { data, width } = PNG.sync.read(Buffer.from(bytesIn(path)))
    const from = (Math.round(y * width) * width + Math.round(x * width)) * 4
    return `#${Buffer.from(data.subarray(from, from + 3)).toString('hex')}`
  }
  const svg = textIn(assets(), 'favicon.svg')
  const ground = /<rect[^>]* fill="([^"]+)"/.exec(svg)![1]
  const dots = [...svg.matchAll(/<circle cx="(\d+)" cy="(\d+)" r="[\d.]+" fill="([^"]+)"/g)]
  expect(dots).toHaveLength(16)
  for (const [, x, y, colour] of dots) expect(at('icon-512.png', Number(x) / 64, Number(y) / 64)).toBe(colour)
  expect(at('icon-512.png', 0.01, 0.01)).toBe(ground)
  // The last dot, of the corner, ends inside the circle that every mask leaves.
  expect(at('icon-maskable.png', 0.5 + 0.4 * Math.SQRT1_2, 0.5 + 0.4 * Math.SQRT1_2)).toBe(ground)
})

test('crawlers may read all but what is one reader’s own, and learn where the sitemap is', () => {
  const text = textIn(assets(), 'robots.txt')
  for (const path of ['/confirm', '/preferences', '/unsubscribe'])
    expect(text).toContain(`Disallow: ${path}\n`)
  expect(text).toContain(`Sitemap: ${siteUrl}/sitemap.xml\n`)
})

test('the sitemap has every page once, with its other languages', () => {
  const text = textIn(listingsOf(), 'sitemap.xml')
  const places = [...text.matchAll(/<loc>([^<]+)<\/loc>/g)].map(([, place]) => place)
  expect(new Set(places).size).toBe(places.length)
  for (const place of ['/zh/', '/en/', '/zh/sections/focus/', '/zh/issues/m-66/', '/en/issues/m-64/talk/'])
    expect(places).toContain(siteUrl + place)
  expect(text).toContain(`hreflang="en" href="${siteUrl}/en/issues/m-66/talk/"`)
  expect(text).toContain('<lastmod>2026-11-30T00:00:00.000Z</lastmod>')
})

test('a sitemap that is too long is an index of several', () => {
  const whole = textIn(listingsOf(), 'sitemap.xml')
  const files = sitemapFiles({ issues: threeIssues, publication: aPublication(), siteUrl }, 9)
  const index = String(files.at(-1)!.body)
  expect(files.at(-1)!.path).toBe('sitemap.xml')
  const parts = [...index.matchAll(/<loc>https:\/\/matrix\.example\.org\/([^<]+)<\/loc>/g)].map(
    ([, path]) => path,
  )
  expect(parts).toEqual(files.slice(0, -1).map(({ path }) => path))
  const urls = (text: string) => [...text.matchAll(/<url>.*<\/url>/g)].map(([url]) => url)
  expect(files.slice(0, -1).flatMap(({ body }) => urls(String(body)))).toEqual(urls(whole))
})

test('the page for a wrong address speaks every language, leads on, and is not indexed', () => {
  const page = textIn(listingsOf(), '404.html')
  expect(page).toContain('没有这个页面')
  expect(page).toContain('There is no such page')
  expect(page).toContain('noindex')
  for (const folder of ['zh', 'en']) {
    expect(page).toContain(`action="/${folder}/search/"`)
    expect(page).toContain(`<a href="/${folder}/issues/m-66/">`)
  }
})

test('the page for a wrong address brings the script that puts the language of the address first', () => {
  const [, script = ''] =
    /<script type="module" src="\/([^"]+)">/.exec(textIn(listingsOf(), '404.html')) ?? []
  expect(textIn(listingsOf(), script)).toContain('location.pathname')
})
