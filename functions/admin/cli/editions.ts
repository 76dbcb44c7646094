import { buildEdition } from '../../edition/build-edition.ts'
import { fill, prepare } from '../../edition/digest.ts'
import type { SiteFile } from '../../edition/edition.ts'
import type { Issue } from '../../issue/issue.ts'
import type { Language } from '../../platform/language.ts'
import type { Publication } from '../../platform/publication.ts'

/** An edition as it would be published, its digest filled in for nobody: the reader's links lead nowhere. */
export type LocalEdition = {
  language: Language
  articles: number
  hash: string
  html: string
  text: string
  /** Size of the digest's HTML with everything in it. */
  digestBytes: number
  files: SiteFile[]
}

/** Gmail clips a mail at about 100 KB after its own rewriting; past this size it comes near. */
const tooLarge = 90 * 1024

export const isTooLarge = ({ digestBytes }: Pick<LocalEdition, 'digestBytes'>): boolean =>
  digestBytes > tooLarge

/** Renders an issue in each of the publication's languages. */
export const buildEditions = (issue: Issue, publication: Publication): Promise<LocalEdition[]> =>
  Promise.all(
    publication.languages.map(async (language) => {
      const source = { issue, publication, language, siteUrl: publication.site }
      const { hash, digest, files } = await buildEdition(source)
      const { html, text } = fill(prepare(digest, []), { unsubscribe: '#', preferences: '#' })
      const articles = issue.sections.flatMap((section) => section.articles)
      return {
        language,
        articles: articles.filter(({ texts }) => texts[language]).length,
        hash,
        html,
        text,
        digestBytes: Buffer.byteLength(html),
        files,
      }
    }),
  )
