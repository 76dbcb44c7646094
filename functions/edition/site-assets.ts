import { mix } from '../../emails/colour.ts'
import type { Publication } from '../platform/publication.ts'
import { stylePath, stylesheet } from '../platform/style.ts'
import type { SiteFile } from './edition.ts'
import { notFoundPage } from './not-found.page.ts'
import { assetFile, pageFile } from './site-file.ts'

/** What every page of the site needs, whichever issues there are: style, sign, and the page for a wrong address. */
export const siteAssets = (publication: Publication, siteUrl: string): SiteFile[] => {
  const css = stylesheet(publication.brand)
  return [
    assetFile(stylePath(css), 'text/css; charset=utf-8', css),
    assetFile('/favicon.svg', 'image/svg+xml', sign(publication.brand), false),
    { ...pageFile('/404/', notFoundPage({ publication, siteUrl })), path: '404.html' },
  ]
}

/** The sign of the publication: dots that grow towards a corner, as a halftone does. */
const sign = ({ ink, accent }: Publication['brand']): string => {
  const ground = mix(accent, ink, 0.62)
  const dots = [0, 1, 2, 3].flatMap((row) =>
    [0, 1, 2, 3].map((column) => {
      const near = (row + column) / 6
      return `<circle cx="${11 + column * 14}" cy="${11 + row * 14}" r="${(1.6 + near * 4.2).toFixed(1)}" fill="${mix(accent, '#ffffff', 0.25 + near * 0.75)}"/>`
    }),
  )
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64"><rect width="64" height="64" rx="12" fill="${ground}"/>${dots.join('')}</svg>`
}
