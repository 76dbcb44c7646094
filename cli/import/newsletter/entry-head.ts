import { dayIn } from '../metadata-date.ts'
import { type Definitions, type Link, linksIn, plainOf } from './plain-markdown.ts'

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

/** Link texts that are not titles. */
const generic = new RegExp(
  `^[^\\p{L}]*(?:${[
    'link|here|(?:read |see )?more|(?:read |see |view )?(?:the )?(?:original|source|full) ?(?:article|post|text|story|version)?|read (?:the )?(?:article|on)|continue reading|website|url|video|pdf|via',
    'hier|mehr|quelle|(?:zum )?original(?:artikel|beitrag)?|weiterlesen|mehr (?:lesen|erfahren)|zum artikel',
    "lien|ici|(?:lire |voir )?(?:la suite|l[’']article(?: original| complet)?|l[’']original)|en savoir plus|source originale",
    'aquí|fuente|leer (?:más|el (?:original|artículo))|ver (?:más|el original)|seguir leyendo|artículo (?:original|completo)',
    'ссылка|источник|читать далее|链接|(?:阅读|查看|点击|看|閱讀|查看|點擊)?(?:原文|全文)(?:链接|連結)?|阅读更多|閱讀更多|继续阅读|繼續閱讀|查看详情|了解更多|來源|来源',
    'リンク|(?:この)?続きを(?:読む|見る)|もっと(?:見る|読む)|(?:元|原)の?記事(?:を(?:読む|見る))?|原文(?:を読む)?|全文を読む|詳しくは(?:こちら)?|出典',
    '링크|(?:원문|전문|더|자세히|기사)\\s?(?:보기|읽기)|계속 읽기|출처|원문',
    'رابط|اقرأ(?: المزيد| المقال| الأصل)?|المزيد|المصدر(?: الأصلي)?|تابع القراءة|للمزيد|ادامه(?:ٔ)?(?: مطلب)?|متن اصلی|منبع|بیشتر بخوانید|مطالعه بیشتر|קישור',
  ].join('|')})[^\\p{L}]*$`,
  'iu',
)
const separator = /^\s*(?:\\$|[—–:|：·•→,，、.。]|-+(?=\s)|\/(?=\s)|<br\s*\/?>)+\s*/
const mayFollow = /^\s*(?:\\?$|[—–:|：·•→(（[<]|-+\s|\/\s|[.。,，](?:\s|$)|by\s|von\s|par\s|por\s)/

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
  const [, after] = trailingLabel.exec(found.rest) ?? []
  const labels = [bold ?? plain, after].filter((one) => one !== undefined)
  return labels.length === 0 ? found : { ...found, label: labels.join(' · '), rest: after ? '' : found.rest }
}

/** A short label in brackets, bold or not, and what follows it is a link. */
const label = /^(?:\*\*\[([^[\]*]{1,20})\]\*\*|\[([^[\]]{1,20})\])\s+(?=(?:\*\*|__)?\[)/
const trailingLabel = /^\[([^[\]^]{1,20})\]$/

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
  if (first && opens && !generic.test(first.title) && words[first.start] !== 'h') {
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
