import { boundaryAt } from '../../../emails/graphemes.ts'
import { plainText } from '../../issue/plain-text.ts'
import type { SiteFile, Source } from '../model/edition.ts'
import { hasPage } from '../model/has-page.ts'
import { numberedArticles } from '../model/numbered-articles.ts'
import { textsPath } from '../model/paths.ts'
import { assetFile } from '../model/site-file.ts'
import type { IssueTexts } from './search-files.ts'
import { longestText, mostOfTexts } from './search-limits.ts'

/**
 * The texts of an edition's stubs, for the search; articles that are only a summary have none. Texts are smaller than
 * an index of them, and allow excerpts to be shown.
 * @returns undefined when no article has a text
 */
export const editionTexts = ({ issue, language }: Source): SiteFile | undefined => {
  let room = mostOfTexts / 2
  const texts = numberedArticles(issue)
    .filter(hasPage)
    .flatMap(({ article: { slug, texts } }): IssueTexts => {
      const whole = plainText(texts[language]!.body, { references: false }).replace(/\s+/g, ' ')
      const text = whole.slice(0, boundaryAt(whole, Math.min(longestText, room)))
      room -= text.length
      return text === '' ? [] : [[slug, text]]
    })
  if (texts.length === 0) return undefined
  const path = textsPath(language, issue.id)
  return assetFile(path, 'application/json; charset=utf-8', JSON.stringify(texts), false)
}
