import type { Publication } from '../../publication/publication.ts'
import { type Html, html } from '../../web/html.ts'
import { consolePath } from '../settings.ts'
import { consoleLanguages, languageFor } from '../words/languages.ts'
import { consoleShell, type Frame } from './shell.page.ts'

/** The page when the console itself fails, or when a request cannot be read. @param status of the answer */
export const failurePage = (
  status: number,
  accepted: string | undefined,
  publication: Publication,
  assets: Frame['assets'],
): Html => {
  const language = languageFor(undefined, accepted)
  const texts = consoleLanguages[language].refused
  const [title, text] =
    status === 413
      ? [texts.tooLarge, texts.tooLargeText]
      : status === 405
        ? [texts.otherMethod, texts.otherMethodText]
        : status < 500
          ? [texts.unreadable, texts.unreadableText]
          : [texts.failed, texts.failedText]
  return consoleShell({
    ...{ publication, language, assets, path: consolePath, title },
    main: html`<h1>${title}</h1><p>${text}</p><p><a href="${consolePath}">${texts.back}</a></p>`,
  })
}
