import type { Nodes } from 'mdast'
import { parseMarkdown } from '../../../functions/issue/parse-markdown.ts'

/** How often each word occurs in a text, in lower case. In Chinese and Japanese each character counts as a word. */
export type Words = Map<string, number>

/** Template code, which no reader sees. */
const templates = /\*\|[^|\n]{0,200}\|\*|\{\{[^{}\n]{0,400}\}\}|\{%[^%\n]{0,400}%\}|%%\w{1,60}%%/g

/**
 * Counts the words of a page that a reader sees. Shares no code with the conversion to Markdown, so that it finds what
 * that loses.
 */
export const wordsOfPage = (html: string): Words =>
  wordsOf(visibleText(html).replace(templates, ' ').replace(entity, character))

/** The visible text of a page on one line. */
export const textOfPage = (html: string): string =>
  visibleText(html).replace(entity, character).replace(/\s+/g, ' ').trim()

const unseen = new Set(['script', 'style', 'head', 'template', 'noscript', 'title'])
/** Tags that do not separate words: `H<sub>2</sub>O` is one word. */
const inline = new Set(
  'a abbr acronym b bdi bdo big cite code del dfn em font i ins kbd label mark q s samp small span strike strong sub sup tt u var wbr'.split(
    ' ',
  ),
)

/** The text between the tags. Scans by hand, because a regular expression takes quadratic time on unclosed tags. */
const visibleText = (html: string): string => {
  const parts: string[] = []
  const endless = new Set<string>()
  let at = 0
  while (at < html.length) {
    const open = html.indexOf('<', at)
    if (open < 0) break
    parts.push(html.slice(at, open))
    const isComment = html.startsWith('<!--', open)
    const end = isComment ? after(html, '-->', open + 4) : tagEnd(html, open + 1)
    if (end < 0 && !isComment) {
      at = open
      break
    }
    const [, slash, name = ''] = /^<(\/?)([a-z][^\s/>]*)/i.exec(html.slice(open, open + 40)) ?? []
    const tag = name.toLowerCase()
    const isText = !isComment && !/^<[a-z/!?]/i.test(html.slice(open, open + 2))
    parts.push(isText ? '<' : inline.has(tag) ? '' : ' ')
    at = isText ? open + 1 : end < 0 ? html.length : end
    if (slash || !unseen.has(tag) || endless.has(tag)) continue
    const close = new RegExp(`</${tag}\\s*>`, 'gi')
    close.lastIndex = at
    if (close.test(html)) at = close.lastIndex
    else endless.add(tag)
  }
  return parts.join('') + html.slice(at)
}

const after = (html: string, mark: string, from: number): number => {
  const at = html.indexOf(mark, from)
  return at < 0 ? -1 : at + mark.length
}

const tagEnd = (html: string, from: number): number => {
  if (!/[a-z/!?]/i.test(html[from] ?? '')) return from
  for (let at = from; at < html.length; at++) {
    const one = html[at]
    if (one === '>') return at + 1
    if ((one === '"' || one === "'") && html[at - 1] === '=') {
      at = html.indexOf(one, at + 1)
      if (at < 0) return -1
    }
  }
  return -1
}

const entity = /&(?:#(\d{1,7})|#x([\da-f]{1,6})|([a-z][a-z\d]{1,30}));/gi
/** Named entities that separate words. All others count as part of a word. */
const partings =
  /^(?:nbsp|ensp|emsp|thinsp|hairsp|puncsp|mdash|ndash|hellip|bull|middot|amp|lt|gt|quot|apos|lsquo|rsquo|ldquo|rdquo|laquo|raquo|rarr|larr|copy|reg|trade|times|deg|sect|para|dagger|iexcl|iquest|euro|pound|cent|yen|ast|plus|equals|lpar|rpar|comma|period|colon|semi|num|percnt|dollar|excl|quest|sol|bsol|lsqb|rsqb|lbrace|rbrace|verbar|vert|tilde|grave|hat|lowbar|commat|newline|tab|ZeroWidthSpace|check)$/i
const nothing = /^(?:shy|zwj|zwnj|lrm|rlm)$/i
const letters: Record<string, string> = {
  ...{ agrave: 'à', aacute: 'á', acirc: 'â', atilde: 'ã', auml: 'ä', aring: 'å', aelig: 'æ', ccedil: 'ç' },
  ...{ egrave: 'è', eacute: 'é', ecirc: 'ê', euml: 'ë', igrave: 'ì', iacute: 'í', icirc: 'î', iuml: 'ï' },
  ...{ ntilde: 'ñ', ograve: 'ò', oacute: 'ó', ocirc: 'ô', otilde: 'õ', ouml: 'ö', oslash: 'ø', oelig: 'œ' },
  ...{ ugrave: 'ù', uacute: 'ú', ucirc: 'û', uuml: 'ü', yacute: 'ý', szlig: 'ß', frac12: '½', frac14: '¼' },
}

const character = (_: string, decimal: string, hex: string, name: string): string => {
  if (name)
    return letters[name.toLowerCase()] ?? (nothing.test(name) ? '' : partings.test(name) ? ' ' : '\uFFFD')
  const code = decimal ? Number(decimal) : Number.parseInt(hex, 16)
  return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : ' '
}

/** Counts the words of rendered Markdown, without addresses of links and names of pictures. */
export const wordsOfMarkdown = (markdown: string): Words => {
  const found: string[] = []
  const walk = (node: Nodes): void => {
    if ('value' in node && node.type !== 'html') found.push(node.value)
    if (node.type === 'break') found.push(' ')
    if ('children' in node) for (const child of node.children) walk(child)
    if (!inlineNodes.has(node.type)) found.push(' ')
  }
  walk(parseMarkdown(markdown))
  return wordsOf(found.join(''))
}

const inlineNodes = new Set(['text', 'emphasis', 'strong', 'delete', 'inlineCode', 'link'])

/** Counts the words of Markdown source, by removing its marks without a parser. */
export const wordsOfSource = (markdown: string): Words =>
  wordsOfPage(
    markdown
      .replace(/^[ \t]*\[[^\]\n]{1,200}\]:[ \t]*\S.*$/gm, (line) =>
        /^[ \t]*\[\^/.test(line) ? line.replace(/^[^:]*:/, ' ') : ' ',
      )
      .replace(/!\[[^\]]{0,500}\](?:\([^()\s]{0,2000}(?:\s+"[^"]*")?\)|\[[^\]]{0,200}\])/g, ' ')
      .replace(/\]\(<?[^()\s]{0,2000}(?:\([^()\s]*\)[^()\s]*)?>?(?:\s+["'(][^)\n]*)?\)/g, ' ')
      .replace(/(?<=\])\[[^\]\n]{0,200}\]/g, ' ')
      .replace(/\[\^[^\]\s]{1,100}\]/g, ' ')
      .replace(/<(https?:[^<>\s]+)>/g, '$1')
      .replace(/^[ \t]*(?:```|~~~)[^\n]*$/gm, ' ')
      .replace(/[*`~]+/g, ''),
  )

const word =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]|[[\p{L}\p{M}\p{N}\uFFFD]--[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]]+/gv

export const wordsOf = (text: string): Words => {
  const words: Words = new Map()
  const normal = text
    .replace(/[\u00ad\u200b-\u200f\u2060\ufeff]/g, '')
    .normalize('NFKC')
    .toLowerCase()
  for (const [one] of normal.matchAll(word)) words.set(one, (words.get(one) ?? 0) + 1)
  return words
}

export const countOf = (words: Words): number => [...words.values()].reduce((sum, count) => sum + count, 0)

/** The words of a text that the others lack, each as often as it is lacking. */
export const lacking = (words: Words, ...others: readonly Words[]): string[] =>
  [...words].flatMap(([one, count]) => {
    const left = count - others.reduce((sum, other) => sum + (other.get(one) ?? 0), 0)
    return left > 0 && !one.includes('\uFFFD') ? Array.from({ length: left }, () => one) : []
  })
