import type { Publication } from '../platform/publication.ts'
import { stylePath, stylesheet } from '../platform/style.ts'
import type { SiteFile } from './edition.ts'
import { robotsFile } from './robots.ts'
import { assetFile } from './site-file.ts'
import { iconFiles, manifestFile } from './web-manifest.ts'

/** What every page of the site needs, whichever issues there are: style, sign, manifest, and a word to crawlers. */
export const siteAssets = (publication: Publication, siteUrl: string): SiteFile[] => {
  const css = stylesheet(publication.brand)
  return [
    assetFile(stylePath(css), 'text/css; charset=utf-8', css),
    ...iconFiles(publication),
    ...publication.languages.map((language) => manifestFile(publication, language)),
    robotsFile(siteUrl),
  ]
}
