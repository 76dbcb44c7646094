import { type Language, pathOf } from '../publication/language.ts'
import { onlyLanguageOf } from '../publication/plain-texts.ts'
import { wordsOf } from '../publication/words.ts'
import { defined } from '../runtime/defined.ts'
import type { FoundAlias } from './aliases.ts'
import { articleSlug } from './article-slug.ts'
import { readNotes } from './errata-and-withdrawals.ts'
import type { Article, IssueFile, Place, Withdrawal } from './issue.ts'
import type { IssueYaml } from './issue-yaml.ts'
import { leadsTo } from './leads-to.ts'
import type { Problems } from './problems.ts'
import { type ReadArticle, readArticle } from './read-article.ts'
import { type ImageReader, type Refused, whyMissing } from './read-images.ts'
import type { PartlyRead, YamlFile } from './yaml.ts'

type Sources = {
  yaml: PartlyRead<IssueYaml>
  files: Map<string, IssueFile>
  /** The issue's languages, the original first. */
  languages: readonly Language[]
  images: ImageReader
  refused: Refused
  problems: Problems
}

/** An article as found in its files, withdrawn or not. */
export type FoundArticle = Article & { withdrawn?: Withdrawal; aliases: FoundAlias[] }

/**
 * Reads every article of the issue in every language.
 * @returns those with an original, by name (`03-rodin`)
 */
export const readArticles = (sources: Sources): Map<string, FoundArticle> => {
  const { yaml, problems } = sources
  const articles = new Map<string, FoundArticle>()
  const pagePlaces = new Map<string, Place>()
  const tierPlaces = new Map<string, TierPlace>()
  const slugs = new Set<string>()
  const names = namesIn(yaml)
  checkTiers(yaml, problems)
  if (names.length === 0 && !yaml.isDoubtful(['sections']))
    problems.add('issue.yaml', 'sections hold no article', yaml.placeOf(['sections']))
  for (const { name, place, tier } of names) {
    const slug = articleSlug(name)
    if (slugs.has(slug)) problems.add('issue.yaml', `two articles are called "${slug}"`, place)
    slugs.add(slug)
    const read = readOne(name, slug, place, tier, sources)
    if (!read) continue
    articles.set(name, read.article)
    pagePlaces.set(name, read.pagePlace)
    tierPlaces.set(name, read.tierPlace)
  }
  checkPages([...articles], pagePlaces, problems)
  checkLeads([...articles], tierPlaces, problems)
  return articles
}

/** Checks the articles whose names occur anywhere in an issue.yaml that is not valid YAML. */
export const checkNamedArticles = (
  files: readonly IssueFile[],
  languages: readonly Language[],
  images: ImageReader,
  problems: Problems,
): void => {
  const yaml = String(Buffer.from(files.find(({ path }) => path === 'issue.yaml')?.bytes ?? []))
  for (const file of files) {
    const [, name, folder] = /^(\d+-[a-z0-9-]+)(?:\.([a-z]{2,3}))?\.md$/.exec(file.path) ?? []
    if (name === undefined || !yaml.includes(name)) continue
    const language = languages.find((one) => pathOf(one) === folder) ?? languages[0]!
    const article = readArticle(file, { words: wordsOf(language).site, only: language }, problems)
    for (const image of article?.images ?? []) images.take(file.path, image.path, image)
  }
}

type List = { path: PropertyKey[]; articles: string[]; tiers: Record<string, Tier> }
type Tier = NonNullable<Article['tier']>
type Listed = { tier: Tier; place: Place }
type TierPlace = { file: string; place: Place }

/** Where issue.yaml lists articles: in sections and their subsections. */
const listsIn = ({ sections }: IssueYaml): List[] =>
  sections.flatMap(({ articles, tiers = {}, subsections }, at) => [
    { path: ['sections', at], articles, tiers },
    ...subsections.map(({ articles, tiers = {} }, sub) => ({
      path: ['sections', at, 'subsections', sub],
      articles,
      tiers,
    })),
  ])

const checkTiers = ({ value, placeOf }: YamlFile<IssueYaml>, problems: Problems) => {
  for (const { path, articles, tiers } of listsIn(value))
    for (const name of Object.keys(tiers))
      if (!articles.includes(name))
        problems.add(
          'issue.yaml',
          `tiers: "${name}" is none of the articles beside it`,
          placeOf([...path, 'tiers', name]),
        )
}

type Named = { name: string; place: Place; tier: Listed | undefined }

const namesIn = ({ value, placeOf }: YamlFile<IssueYaml>): Named[] => {
  return listsIn(value).flatMap(({ path, articles, tiers }) =>
    articles
      .map((name, at) => {
        const tier = tiers[name] && { tier: tiers[name], place: placeOf([...path, 'tiers', name]) }
        return { name, place: placeOf([...path, 'articles', at]), tier }
      })
      .filter(({ name }) => name !== ''),
  )
}

const readOne = (
  name: string,
  slug: string,
  place: Place,
  listed: Listed | undefined,
  { files, languages, images, refused, problems }: Sources,
): { article: FoundArticle; pagePlace: Place; tierPlace: TierPlace } | undefined => {
  const read = new Map<Language, ReadArticle>()
  const only = onlyLanguageOf(languages)
  for (const [at, language] of languages.entries()) {
    const path = at === 0 ? `${name}.md` : `${name}.${pathOf(language)}.md`
    const file = files.get(path)
    const what = at === 0 ? 'the article' : `the ${language} translation`
    if (!file) problems.add('issue.yaml', `${what} ${path} ${whyMissing(path, refused)}`, place)
    const article = file && readArticle(file, { words: wordsOf(language).site, only }, problems)
    if (!article) continue
    read.set(language, article)
    // Images of withdrawn articles are not shown.
    const original = read.get(languages[0]!)
    if (original?.notes.withdrawn || original?.isDoubtful('withdrawn')) continue
    for (const image of article.images) images.take(path, image.path, image)
    const mailed = article.text.image?.path
    if (mailed) images.take(path, mailed, article.placeOf('image'), { isMailed: true })
  }
  const original = read.get(languages[0]!)
  if (!original) return undefined
  for (const translation of read.values()) checkTwin(original, translation, listed?.tier, problems)
  const notes = readNotes(read, languages, problems)
  const texts = Object.fromEntries([...read].map(([language, { text }]) => [language, text]))
  const { kind } = original
  if (listed && original.tier !== undefined && original.tier !== listed.tier)
    problems.add(
      'issue.yaml',
      `tiers: "${name}" is ${listed.tier}, but ${original.tier} in ${original.file}`,
      listed.place,
    )
  const tier = original.tier ?? listed?.tier
  const page = original.isDoubtful('kind') ? undefined : original.page
  const aliases = [...read].flatMap(([language, { file, aliases, placeOf }]) =>
    aliases.map((path, at) => ({ path, language, slug, file, place: placeOf('aliases', at) })),
  )
  const article = { slug, ...defined({ page, tier }), kind, texts, ...notes }
  // An old address leads to its page.
  const needsPage = original.stub === true || aliases.length > 0 || read.size < languages.length
  const target = needsPage ? undefined : leadsTo(article)
  return {
    article: { ...article, ...(target && { leadsTo: target }), aliases },
    pagePlace: original.placeOf('page'),
    tierPlace:
      original.tier === undefined && listed
        ? { file: 'issue.yaml', place: listed.place }
        : { file: `${name}.md`, place: original.placeOf('tier') },
  }
}

const checkTwin = (
  original: ReadArticle,
  translation: ReadArticle,
  listed: Tier | undefined,
  problems: Problems,
) => {
  for (const key of ['page', 'kind'] as const) {
    if (translation[key] === original[key] || [original, translation].some((one) => one.isDoubtful(key)))
      continue
    const reason = `${key} is ${translation[key] ?? 'missing'}, but ${original[key] ?? 'missing'} in ${original.file}`
    problems.add(translation.file, reason, translation.placeOf(key))
  }
  const tier = original.tier ?? listed
  if (translation.tier !== undefined && translation.tier !== tier)
    problems.add(
      translation.file,
      `tier is ${translation.tier}, but ${tier ?? 'missing'} in ${original.tier === undefined && listed ? 'issue.yaml' : original.file}`,
      translation.placeOf('tier'),
    )
}

/** Briefs may share a page; two full articles that start on the same page are a mistake. */
const checkPages = (articles: [string, FoundArticle][], places: Map<string, Place>, problems: Problems) => {
  const begun = new Map<number, string>()
  for (const [name, { page, kind }] of articles) {
    if (kind === 'brief' || page === undefined) continue
    const other = begun.get(page)
    if (other) problems.add(`${name}.md`, `begins on page ${page}, as ${other}.md does`, places.get(name))
    begun.set(page, name)
  }
}

/** A digest opens with one piece. */
const checkLeads = (
  articles: [string, FoundArticle][],
  places: Map<string, TierPlace>,
  problems: Problems,
) => {
  const [first, ...others] = articles.filter(([, { tier, withdrawn }]) => tier === 'lead' && !withdrawn)
  for (const [name] of others) {
    const { file, place } = places.get(name)!
    const said = file === 'issue.yaml' ? `the tier of ${name}` : 'tier'
    problems.add(file, `${said} is lead, as in ${first![0]}.md: an issue has one lead`, place)
  }
}
