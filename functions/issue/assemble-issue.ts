import type { Language } from '../publication/language.ts'
import { defined } from '../runtime/defined.ts'
import type { FoundAlias } from './aliases.ts'
import type { Alias, Article, Issue, Section, Withdrawn } from './issue.ts'
import type { IssueYaml } from './issue-yaml.ts'
import type { FoundArticle } from './read-articles.ts'
import type { ImageReader } from './read-images.ts'
import type { YamlFile } from './yaml.ts'

type Parts = {
  id: string
  languages: readonly Language[]
  yaml: YamlFile<IssueYaml>
  letter: Issue['letter'] | undefined
  articles: Map<string, FoundArticle>
  aliases: FoundAlias[]
  images: ImageReader
}

/** Puts what was read of a folder together: articles in the order of `issue.yaml`, those of subsections after the others. */
export const assembleIssue = ({
  id,
  languages,
  yaml: { value },
  letter,
  articles,
  aliases,
  images,
}: Parts): Issue => {
  const { imported, title, number, period, release, date, advertising, cover } = value
  const sections = value.sections.map((section): Section => {
    const { topic, title = {}, tagline, image, alt = {}, subsections } = section
    const find = (name: string) => standing(articles.get(name))
    const inSubsections = subsections.flatMap(({ title, articles: names }) =>
      names.flatMap(find).map((article) => ({ ...article, subsection: title })),
    )
    return {
      ...(topic === undefined ? { title } : { topic }),
      ...defined({ tagline }),
      ...(image && { image: { path: image, alt } }),
      articles: [...section.articles.flatMap(find), ...inSubsections],
    }
  })
  return {
    id,
    languages: [...languages],
    ...defined({ imported, title, number, period, release, date }),
    advertising,
    cover: {
      ...(cover.image && { image: { path: cover.image, alt: cover.alt ?? {} } }),
      lines: cover.lines ?? {},
    },
    ...defined({ letter }),
    sections,
    withdrawn: [...articles.values()].flatMap(withdrawnOf),
    aliases: aliases.map(({ path, language, slug }): Alias => ({ path, language, ...defined({ slug }) })),
    images: images.taken,
  }
}

const standing = (found: FoundArticle | undefined): Article[] => {
  if (!found || found.withdrawn) return []
  const { aliases, ...article } = found
  return [article]
}

const withdrawnOf = ({ slug, page, texts, withdrawn }: FoundArticle): Withdrawn[] => {
  if (!withdrawn) return []
  const titles = Object.fromEntries(Object.entries(texts).map(([language, { title }]) => [language, title]))
  return [{ slug, ...defined({ page }), titles, ...withdrawn }]
}
