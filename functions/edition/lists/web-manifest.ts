import { lightPalette } from '../../../emails/palette.ts'
import type { Language } from '../../publication/language.ts'
import type { Publication } from '../../publication/publication.ts'
import { type Icon, icons, signSvg } from '../card/logo.ts'
import type { SiteFile } from '../model/edition.ts'
import { archivePath, manifestPath } from '../model/paths.ts'
import { assetFile } from '../model/site-file.ts'

/** The logo, shown in browser tabs and beside the name on pages. */
export const signFile = ({ brand }: Publication): SiteFile =>
  assetFile('/favicon.svg', 'image/svg+xml', signSvg(brand), false)

/** A PNG of the logo, drawn when the function was bundled. */
export const iconFile = ({ path }: Icon, png: Uint8Array): SiteFile =>
  assetFile(path, 'image/png', png, false)

/** The manifest with which a browser adds the site to a home screen (W3C Web Application Manifest), one per language. */
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
      ...icons.filter(isForLaunchers).map(({ path, size, maskable }) => ({
        src: path,
        sizes: `${size}x${size}`,
        type: 'image/png',
        ...(maskable && { purpose: 'maskable' }),
      })),
    ],
  }
  return assetFile(manifestPath(language), 'application/manifest+json', JSON.stringify(manifest), false)
}

/** Apple's icon is linked from the pages themselves. */
const isForLaunchers = ({ path }: Icon) => !path.includes('apple')
