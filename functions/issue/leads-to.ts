import type { Localized } from '../publication/language.ts'
import type { Article, ArticleText } from './issue.ts'
import { onlyParagraphs } from './only-paragraphs.ts'
import { plainText } from './plain-text.ts'
import { wordsIn } from './reading-time.ts'
import { isElement, type Parent } from './tree.ts'

/** Words, or characters of Chinese and Japanese, of what is still said whole in a line or two of the digest. */
const mostWords = 80

/**
 * Where a brief leads that is nothing but a short text and one outside link: it needs no page of its own.
 * @returns the addresses by language; undefined when it has a page, in any language
 */
export const leadsTo = ({ kind, tier, texts, errata }: Article): Localized | undefined => {
  if ((tier ?? kind) !== 'brief' || errata) return undefined
  const found = Object.entries(texts).map(([language, text]) => [language, onlyLink(text)] as const)
  return found.every(([, url]) => url !== undefined) ? (Object.fromEntries(found) as Localized) : undefined
}

const onlyLink = ({ body, links }: ArticleText): string | undefined => {
  const urls = new Set([...links.map(({ url }) => url), ...linksIn(body)])
  const [url] = urls
  return urls.size === 1 &&
    onlyParagraphs(body) &&
    wordsIn(plainText(body)) <= mostWords &&
    /^https?:/i.test(url!)
    ? url
    : undefined
}

const linksIn = ({ children }: Parent): string[] =>
  children.flatMap((child) => {
    if (!isElement(child)) return []
    return [...(child.tagName === 'a' ? [String(child.properties.href)] : []), ...linksIn(child)]
  })

/**
 * What a brief that leads elsewhere says beside its title: its text without the address, which stands beside it, else its
 * summary.
 */
export const briefText = ({ body, summary }: ArticleText): string | undefined =>
  plainText(body)
    .replace(/\s+/g, ' ')
    .replace(/ ?[:：]? ?https?:\/\/\S+/g, '')
    .trim() || summary
