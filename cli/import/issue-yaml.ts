import { wordsOf } from '../../functions/publication/words.ts'
import type { ReadyArticle } from './article-file.ts'
import type { CoverPicture } from './cover-picture.ts'
import { furtherIn, unsectionedIn } from './newsletter/introductions.ts'
import type { Outline } from './outline.ts'
import { titleKey } from './titles.ts'

/** What the importer needs to know of the issue's publication. */
export type OwnPublication = {
  names: Record<string, string>
  topics: readonly { id: string; names: Record<string, string> }[]
}

type Section = { title?: string; articles: ReadyArticle[] }

/** The contents of `issue.yaml` for an outlined document in one language. */
export const issueYaml = (
  outline: Outline,
  ready: readonly ReadyArticle[],
  {
    language,
    publication,
    cover,
  }: { language: string; publication: OwnPublication; cover?: CoverPicture | undefined },
): object => {
  const { title, number, period, date, coverLines } = outline.issue
  const local = (text: string, most = 200) => ({ [language]: text.slice(0, most).toWellFormed() })
  const taken = new Set<string>()
  // A section that comes again says it once.
  const taglines = new Map(outline.sections.map(({ title, tagline }) => [title, tagline]))
  const taglineOf = (title = '') => {
    const found = taglines.get(title)
    taglines.delete(title)
    return found
  }
  const unsectioned = (nth: number) =>
    nth === 0
      ? (unsectionedIn(language) ?? wordsOf(language).imported.unsectioned)
      : (furtherIn(language) ?? wordsOf(language).imported.further)
  return {
    languages: [language],
    ...(title && !isNameOf(title, publication) && { title: local(title, 300) }),
    ...(number && { number }),
    ...(period && { period: local(period, 100) }),
    ...(date && { date }),
    ...((coverLines.length > 0 || cover) && {
      cover: {
        ...(cover && { image: cover.path, ...(cover.alt && { alt: local(cover.alt, 500) }) }),
        ...(coverLines.length > 0 && { lines: { [language]: coverLines.map((one) => one.slice(0, 200)) } }),
      },
    }),
    sections: sectionsOf(ready).map((section, nth) => {
      const topic = topicOf(section.title, publication)
      const isFree = topic !== undefined && !taken.has(topic)
      if (isFree) taken.add(topic)
      const name = section.title ?? unsectioned(nth)
      const inside = subsectionsOf(section.articles)
      const tagline = taglineOf(section.title)
      return {
        ...(isFree ? { topic } : { title: local(name) }),
        ...(tagline && { tagline: local(tagline) }),
        articles: section.articles.filter(({ article }) => !article.subsection).map((one) => one.name),
        ...(inside.length > 0 && {
          subsections: inside.map((one) => ({
            title: local(one.title!),
            articles: one.articles.map(({ name: file }) => file),
          })),
        }),
      }
    }),
  }
}

/** Whether a title is just the publication's name, as on a title page. Then the issue has no title of its own. */
const isNameOf = (title: string, { names }: OwnPublication): boolean =>
  Object.values(names).some((name) => titleKey(name).endsWith(titleKey(title)))

const topicOf = (title: string | undefined, { topics }: OwnPublication): string | undefined =>
  title === undefined
    ? undefined
    : topics.find(({ names }) => Object.values(names).some((name) => titleKey(name) === titleKey(title)))?.id

/**
 * Sections in the order of the document. One that other articles interrupt comes again, and so does one whose own
 * articles go on after its subsections, which stand last in a section.
 */
const sectionsOf = (ready: readonly ReadyArticle[]): Section[] => {
  const sections: Section[] = []
  let before: ReadyArticle | undefined
  for (const one of ready) {
    const { section, subsection } = one.article
    const goesOn = before && before.article.section === section && !(before.article.subsection && !subsection)
    if (goesOn) sections.at(-1)!.articles.push(one)
    else sections.push({ ...(section && { title: section }), articles: [one] })
    before = one
  }
  return sections
}

const subsectionsOf = (articles: readonly ReadyArticle[]): Section[] => {
  const subsections: Section[] = []
  for (const one of articles) {
    const title = one.article.subsection
    if (!title) continue
    const last = subsections.at(-1)
    if (last?.title === title) last.articles.push(one)
    else subsections.push({ title, articles: [one] })
  }
  return subsections
}
