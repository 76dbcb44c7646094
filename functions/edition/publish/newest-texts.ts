import { type FullTexts, type FullTextsOf, mostOfFullTexts } from '../model/full-texts.ts'
import { entriesOf, type Listings } from '../model/listing-entries.ts'
import { stubPath } from '../model/paths.ts'

/** The texts of the newest issues of each language, as many as a feed has room for. */
export const newestTexts = async (listings: Listings, textsOf: FullTextsOf): Promise<FullTexts> => {
  const found = new Map<string, string>()
  for (const language of listings.publication.languages) {
    let room = mostOfFullTexts
    for (const { issue } of entriesOf({ ...listings, language })) {
      if (room <= 0) break
      for (const [slug, html] of await textsOf(issue.id, language)) {
        found.set(stubPath(language, issue.id, slug), html)
        room -= html.length
      }
    }
  }
  return found
}
