import { lightPalette } from '../../../emails/theme.ts'
import type { Language } from '../../publication/language.ts'
import type { Publication } from '../../publication/publication.ts'
import type { SiteFile } from '../model/edition.ts'
import { archivePath, manifestPath } from '../model/paths.ts'
import { assetFile } from '../model/site-file.ts'
import { signPng, signSvg } from './icons.ts'

/** The sign wherever something may show it: in tabs, on home screens, in lists of apps. Drawn once for a publication. */
export const iconFiles = ({ brand }: Publication): SiteFile[] => {
  const known = icons.get(brand) ?? drawn(brand)
  icons.set(brand, known)
  return known
}
const icons = new WeakMap<Publication['brand'], SiteFile[]>()

const drawn = (brand: Publication['brand']): SiteFile[] => [
  assetFile('/favicon.svg', 'image/svg+xml', signSvg(brand), false),
  ...[192, 512].map((size) => png(`/icon-${size}.png`, signPng(brand, size))),
  png('/icon-maskable.png', signPng(brand, 512, true)),
  png('/apple-touch-icon.png', signPng(brand, 180)),
]

const png = (path: string, bytes: Uint8Array) => assetFile(path, 'image/png', bytes, false)

/** What a browser goes by that puts the site on a home screen (W3C Web Application Manifest), one a language. */
export const manifestFile = ({ names, taglines, brand }: Publication, language: Language): SiteFile => {
  const { paper } = lightPalette(brand)
  const manifest = {
    id: archivePath(language),
    name: names[language],
    short_name: names[language],
    description: taglines[language],
    lang: language,
    start_url: archivePath(language),
    scope: '/',
    display: 'browser',
    background_color: paper,
    theme_color: paper,
    icons: [
      { src: '/favicon.svg', sizes: 'any', type: 'image/svg+xml' },
      ...[192, 512].map((size) => ({
        src: `/icon-${size}.png`,
        sizes: `${size}x${size}`,
        type: 'image/png',
      })),
      { src: '/icon-maskable.png', sizes: '512x512', type: 'image/png', purpose: 'maskable' },
    ],
  }
  return assetFile(manifestPath(language), 'application/manifest+json', JSON.stringify(manifest), false)
}
