import type { ElementContent, Root } from 'hast'
import { columnsOf } from '../../../emails/text-columns.ts'
import type { Article, ArticleText, Issue, Section } from '../../issue/issue.ts'
import { plainText } from '../../issue/plain-text.ts'
import { wordsIn } from '../../issue/reading-time.ts'
import { isElement } from '../../issue/tree.ts'
import type { Language } from '../../publication/language.ts'
import { shorten } from '../../publication/shorten.ts'
import { imagesIn } from './images.ts'

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

/** Columns of a lead’s first words: seven lines of a mail. */
const openingColumns = 480

/**
 * The first words of a text: its first paragraphs, before any heading and without its pictures, up to seven lines.
 * @returns undefined where it begins with none
 */
export const openingOf = ({ body }: Pick<ArticleText, 'body'>): string | undefined => {
  const paragraphs: string[] = []
  for (const node of body.children) {
    if (!isElement(node)) continue
    if (node.tagName !== 'p' && node.tagName !== 'figure') break
    if (node.tagName === 'figure' || isPicture(node)) continue
    paragraphs.push(plainText(rootOf(node), { references: false }).replace(/\s+/g, ' '))
    if (columnsOf(paragraphs.join(' ')) >= openingColumns) break
  }
  const text = paragraphs.join(' ').trim()
  if (text === '') return undefined
  const width = columnsOf(text) / text.length
  return shorten(text, Math.floor(openingColumns / width))
}

/** A paragraph that holds a picture says in words only what is seen. */
const isPicture = ({ children }: { children: ElementContent[] }): boolean =>
  children.some((child) => isElement(child, 'img'))

const rootOf = (node: ElementContent): Root => ({ type: 'root', children: [node] })

/** Pixels and bytes of a text’s picture that may stand for it in mail without its editor’s asking. */
const suits = { width: 600, mostBytes: 1_000_000, flattest: 4, tallest: 1 }

/** Where the publication's artwork is among an issue's images: no file of a folder has such a path. */
export const artwork = '/artwork'

/**
 * The picture of a lead: the one its editor chose, else, if the issue has no cover to open with, the first of its text,
 * where that is one that mail can show, wide and light enough, else the publication's artwork, once it is drawn.
 */
export const leadPicture = (
  issue: Pick<Issue, 'cover' | 'images'>,
  text: ArticleText,
): { path: string; alt: string } | undefined =>
  text.image ??
  (issue.cover.image
    ? undefined
    : (firstPicture(issue, text) ?? (issue.images.has(artwork) ? { path: artwork, alt: '' } : undefined)))

const firstPicture = (
  { images }: Pick<Issue, 'images'>,
  { body }: Pick<ArticleText, 'body'>,
): { path: string; alt: string } | undefined => {
  const [path] = imagesIn(body)
  const whole = path === undefined ? undefined : images.get(path)
  const found = whole?.inMail ?? whole
  if (path === undefined || !found || found.type === 'image/webp' || found.undrawable) return undefined
  const { width, height, bytes, type } = found
  const isSharp = type === 'image/svg+xml' || width >= suits.width
  const ratio = width / height
  const isWide = ratio >= suits.tallest && ratio <= suits.flattest
  return isSharp && isWide && bytes.byteLength <= suits.mostBytes
    ? { path, alt: altOf(body, path) }
    : undefined
}

const altOf = ({ children }: { children: Root['children'] }, path: string): string => {
  for (const child of children) {
    if (!isElement(child)) continue
    const { tagName, properties } = child
    if (tagName === 'img' && decodeURI(String(properties.src)) === path) return String(properties.alt ?? '')
    const found = altOf(child, path)
    if (found) return found
  }
  return ''
}

/** The pictures that the digest shows of an issue’s pieces, in every language, by path. */
export const picturesInMail = (issue: Issue): string[] => {
  const lead = leadOf(issue)?.article
  return issue.sections.flatMap(({ articles }) =>
    articles.flatMap((article) =>
      Object.values(article.texts).flatMap((text) => {
        const picture = article === lead ? leadPicture(issue, text) : text.image
        return picture ? [picture.path] : []
      }),
    ),
  )
}

/** A text as it is compared with another, by its letters and digits. */
const lettersOf = (text: string): string => text.toLowerCase().replace(/[^\p{L}\p{M}\p{N}]/gu, '')

/** Whether two lines say the same, whatever their spaces and marks. */
export const saysTheSame = (one: string, other: string): boolean => lettersOf(one) === lettersOf(other)

/** Letters of a greeting or a date, before which a text has not begun. */
const mostBefore = 40

/** Whether a text begins as another, if behind a greeting, so that a reader of both would read it twice. */
export const beginsLike = (text: string, other: string): boolean => {
  const [long, short] = [lettersOf(text), lettersOf(other).slice(0, 40)]
  return short !== '' && long.slice(0, short.length + mostBefore).includes(short)
}

/** Lines without those that say what the issue’s headlines say anyway. */
export const withoutHeadlines = (
  lines: readonly string[],
  { sections }: Pick<Issue, 'sections'>,
  language: Language,
): string[] => {
  const titles = new Set(
    sections.flatMap(({ articles }) => articles.map(({ texts }) => lettersOf(texts[language]!.title))),
  )
  return lines.filter((line) => !titles.has(lettersOf(line)))
}
