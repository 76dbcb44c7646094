import type { Section } from '../../issue/issue.ts'
import type { Source } from '../model/edition.ts'
import { hasPage } from '../model/has-page.ts'
import { type NumberedArticle, numberedArticles } from '../model/numbered-articles.ts'
import { sectionName } from '../model/section-name.ts'
import { articleFile } from './book-texts.page.ts'
import type { Entry } from './contents.page.ts'

/** What is one text in a book: an article that has a page, or a run of briefs that have none. */
export type Chapter = { path: string; section: Section; articles: [NumberedArticle, ...NumberedArticle[]] }

export const isOfBriefs = ({ articles: [first] }: Chapter): boolean => !hasPage(first)

/** The texts of an issue's articles, in printed order. */
export const chaptersOf = (issue: Source['issue']): Chapter[] => {
  const chapters: Chapter[] = []
  for (const placed of numberedArticles(issue)) {
    const last = chapters.at(-1)
    const goesOn =
      last &&
      !hasPage(placed) &&
      isOfBriefs(last) &&
      last.section === placed.section &&
      last.articles[0].article.subsection === placed.article.subsection
    if (goesOn) last.articles.push(placed)
    else
      chapters.push({ path: articleFile(placed.article.slug), section: placed.section, articles: [placed] })
  }
  return chapters
}

/** The contents of these texts: sections, in them subsections, in them articles. */
export const entriesOf = (chapters: readonly Chapter[], source: Source): Entry[] =>
  [...Map.groupBy(chapters, ({ section }) => section)].flatMap(([section, within]) => {
    const entries = inSubsections(within, source)
    const title = sectionName(section, source)
    return title ? [{ title, path: within[0]!.path, within: entries }] : entries
  })

const inSubsections = (chapters: readonly Chapter[], { language }: Source): Entry[] => {
  const entries: Entry[] = []
  let open: { heading: unknown; within: Entry[] } = { heading: undefined, within: entries }
  for (const { path, articles } of chapters) {
    const heading = articles[0].article.subsection
    if (heading !== open.heading) {
      open = { heading, within: heading ? [] : entries }
      if (heading) entries.push({ title: heading[language]!, path, within: open.within })
    }
    for (const placed of articles) {
      const { slug, texts } = placed.article
      open.within.push({ title: texts[language]!.title, path: hasPage(placed) ? path : `${path}#${slug}` })
    }
  }
  return entries
}
