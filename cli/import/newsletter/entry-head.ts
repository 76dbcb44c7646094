import { dayIn } from '../metadata-date.ts'
import { isReadOn } from './line-vocabulary.ts'
import { type Definitions, hasPicture, type Link, linksIn, plainOf } from './plain-markdown.ts'

export type EntryHead = {
  title: string
  link?: Link | undefined
  /** What follows the title on its line; the whole line if the title is part of a sentence. */
  rest: string
  /** Labels in brackets before and after the title: `[audio] [Title](url)`, `[Title](url) [audio]`. */
  label?: string | undefined
  /** Whether it looks like an entry: it begins with a link or bold words. */
  isSet: boolean
}

const separator = /^\s*(?:\\$|[—–:|：·•→,，、.。]|-+(?=\s)|\/(?=\s)|<br\s*\/?>)+\s*/
const mayFollow = /^\s*(?:\\?$|[—–:|：·•→(（[<]|`\[|-+\s|\/\s|[.。,，](?:\s|$)|by\s|von\s|par\s|por\s)/

/**
 * Reads the first line of an entry, without its list marker: `[Title](url) — words`, `**Title**: words`, or words
 * alone.
 */
export const readEntryHead = (text: string, definitions: Definitions): EntryHead => {
  // Some sites write an entry's title as `**<!--anchor-->****Title:**`.
  const words = text
    .replace(/^\[[ xX]\]\s+/, '')
    .replace(/<!--[^<>]{0,300}-->/g, '')
    .replace(/^\*{4,}/, '**')
  const links = linksIn(words, definitions)
  const [before = '', bold, plain] = label.exec(words) ?? []
  const found = headOf(words, before.length, links)
  // Where the title is part of a sentence, the whole line stays, with its label.
  if (!found.title || found.rest === words) return found
  const [, , after] = trailingLabel.exec(found.rest) ?? []
  const labels = [bold ?? plain, after].filter((one) => one !== undefined)
  return labels.length === 0 ? found : { ...found, label: labels.join(' · '), rest: after ? '' : found.rest }
}

/** A short label in brackets, bold or not, and what follows it is a link. */
const label = /^(?:\*\*\[([^[\]*]{1,20})\]\*\*|\[([^[\]]{1,20})\])\s+(?=(?:\*\*|__)?\[)/
const trailingLabel = /^(`?)\[([^[\]^`]{1,20})\]\1$/

const headOf = (words: string, from: number, links: ReturnType<typeof linksIn>): EntryHead => {
  const lead = from + (/^[^\p{L}\p{N}[*_<\\`"“「《(]{0,16}/u.exec(words.slice(from))?.[0].length ?? 0)
  const boldText = /^(\*\*|__)(?!\s)(.{1,400}?)\1/u.exec(words.slice(lead))
  const [first] = links
  if (boldText) {
    const end = lead + boldText[0].length
    const inside = links.find((one) => one.start >= lead && one.start < end)
    const link = inside ?? first
    const isDay = !inside && link && isDate(boldText[2]!) && link.start - end < 4
    // A date in bold before a link: both are the title.
    if (isDay)
      return {
        title: `${plainOf(boldText[2]!).replace(/[:：]$/, '')}: ${link.title}`,
        link,
        rest: words.slice(link.end).replace(separator, '').trim(),
        isSet: true,
      }
    return { ...split(words, end, plainOf(boldText[2]!), inside !== undefined), link, isSet: true }
  }
  const opens = first && /^[*_"“「《\s`]*$/.test(words.slice(lead, first.start))
  // A picture that leads somewhere is shown, not only named.
  if (first && opens && hasPicture(words.slice(first.start, first.end)))
    return { title: first.title === first.url ? '' : first.title, link: first, rest: words, isSet: true }
  if (first && opens && !isReadOn(first.title) && words[first.start] !== 'h') {
    const closing = /^[*_"”」》`]+/.exec(words.slice(first.end))?.[0].length ?? 0
    return { ...split(words, first.end + closing, first.title, true), link: first, isSet: true }
  }
  // A link without a definition was still meant as a link.
  const [whole = '', name = ''] = /^\[([^[\]]{1,300})\]\[[^[\]]{0,200}\]/.exec(words.slice(lead)) ?? []
  if (name) return { ...split(words, lead + whole.length, plainOf(name), true), link: first, isSet: true }
  return { title: '', link: first, rest: words, isSet: opens === true }
}

/** A date such as `12 March 2024`, with or without its year: `12 de mayo`, `6/8`, `3月5日`. */
const isDate = (words: string): boolean =>
  dayIn(words) !== undefined || (words.length <= 24 && /(?<!\d)\d{1,2}(?!\d)/.test(words))

const split = (
  words: string,
  end: number,
  title: string,
  isLink: boolean,
): Pick<EntryHead, 'title' | 'rest'> => {
  const mark = /^[?!？！]{1,3}(?=\s|$)/.exec(words.slice(end))?.[0] ?? ''
  const after = words.slice(end + mark.length)
  const isPart = !mayFollow.test(after) && isLink
  const name = title.replace(/\s*[:：.。|—–-]+$/, '') || title
  return { title: name + mark, rest: isPart ? words : after.replace(separator, '').trim() }
}
