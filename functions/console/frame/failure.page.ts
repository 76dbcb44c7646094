import type { Publication } from '../../publication/publication.ts'
import { type Html, html } from '../../web/html.ts'
import { consolePath } from '../settings.ts'
import { consoleLanguages, languageFor } from '../words/languages.ts'
import { consoleShell, type Frame } from './shell.page.ts'

/** The page when the console itself fails, or when a request cannot be read. */
export const failurePage = (
  accepted: string | undefined,
  publication: Publication,
  assets: Frame['assets'],
): Html => {
  const language = languageFor(undefined, accepted)
  const texts = consoleLanguages[language].refused
  return consoleShell({
    ...{ publication, language, assets, path: consolePath, title: texts.failed },
    main: html`<h1>${texts.failed}</h1><p>${texts.failedText}</p><p><a href="${consolePath}">${texts.back}</a></p>`,
  })
}
