import type { Publication } from '../../publication/publication.ts'
import { sitePrintStylesheet, stylePath, stylesheet } from '../../web/style.ts'
import type { SiteFile } from '../model/edition.ts'
import { assetFile } from '../model/site-file.ts'
import { signUpBoxScript, signUpBoxScriptPath } from '../pages/sign-up-box-script.ts'
import { robotsFile } from './robots.ts'
import { manifestFile, signFile } from './web-manifest.ts'

/**
 * Files that every page needs, whatever the issues: style sheet, the sign-up box's script, logo, web manifest, robots.txt. Icons are drawn when
 * the function is bundled.
 */
export const siteAssets = (publication: Publication, siteUrl: string): SiteFile[] => {
  const css = stylesheet(publication.brand)
  const print = sitePrintStylesheet(publication)
  return [
    assetFile(stylePath(css), 'text/css; charset=utf-8', css),
    assetFile(stylePath(print, 'print'), 'text/css; charset=utf-8', print),
    assetFile(signUpBoxScriptPath, 'text/javascript; charset=utf-8', signUpBoxScript),
    signFile(publication),
    ...publication.languages.map((language) => manifestFile(publication, language)),
    robotsFile(siteUrl),
  ]
}
