import type { Article, Issue, Section } from '../../issue/issue.ts'
import { plainText } from '../../issue/plain-text.ts'
import { wordsIn } from '../../issue/reading-time.ts'

/** How large a piece stands in the digest, beside the one that leads it. */
export const tierOf = ({ tier, kind }: Pick<Article, 'tier' | 'kind'>): 'feature' | 'brief' => {
  if (tier === undefined) return kind === 'full' ? 'feature' : 'brief'
  return tier === 'brief' ? 'brief' : 'feature'
}

/** Words, or characters of Chinese and Japanese, of which a piece has enough to open an issue by itself. */
const leadWords = 120

/** The piece that opens an issue: the one its editor chose, else the first full one of some length, else the first full one. */
export const leadOf = ({
  sections,
  languages,
}: Pick<Issue, 'sections' | 'languages'>): { article: Article; section: Section } | undefined => {
  const all = sections.flatMap((section) => section.articles.map((article) => ({ article, section })))
  const chosen = all.find(({ article }) => article.tier === 'lead')
  if (chosen) return chosen
  const full = all.filter(({ article: { tier, kind } }) => tier === undefined && kind === 'full')
  const isLong = ({ article }: (typeof full)[number]) =>
    wordsIn(plainText(article.texts[languages[0]!]!.body, { references: false })) >= leadWords
  return full.find(isLong) ?? full[0]
}
