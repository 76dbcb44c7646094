import type { Element, ElementContent, Properties, Root } from 'hast'
import { raw as parsed } from 'hast-util-raw'
import { toHtml } from 'hast-util-to-html'
import { isRemote } from '../../functions/edition/model/images.ts'
import { element, hasClass, isElement, replaceElements, textOf } from '../../functions/issue/tree.ts'
import { type Html, raw } from '../../functions/web/html.ts'

/** A part of the document into which an issue's pages are joined. */
export type Part = {
  /** In the document; those within it begin with it and a dot, which no slug holds. */
  id: string
  className?: string
  /** What level of the outline its first heading has, and how its others follow; undefined for a part with one heading alone. */
  levels?: { first: number; from: number }
}

/** Where addresses lead: on paper to the article, where the site has its page. */
export type Places = {
  /** Of the page that relative addresses stand on. */
  base: string
  /** Ids of articles by the addresses of their pages. */
  articles: ReadonlyMap<string, string>
}

/**
 * Part of a page as part of the document: with ids of its own, links that lead to the articles in the document, and
 * nothing that is loaded from elsewhere.
 * @param html one element
 */
export const partOf = (html: Html, part: Part, places: Places): Html => {
  const tree = parsed({ type: 'root', children: [{ type: 'raw', value: html.html }] }) as Root
  replaceElements(tree, (node) => shown(node, part, places, false))
  const [whole] = tree.children.filter((child) => isElement(child))
  if (whole) whole.properties = { ...whole.properties, id: part.id, className: classesOf(whole, part) }
  return raw(toHtml(tree))
}

const classesOf = ({ properties: { className } }: Element, part: Part): string[] => [
  ...(Array.isArray(className) ? className.map(String) : []),
  ...(part.className ? [part.className] : []),
]

const shown = (node: Element, part: Part, places: Places, isInLink: boolean): ElementContent => {
  if (isElement(node, 'img') && isRemote(String(node.properties.src))) return remote(node, isInLink)
  const { loading, decoding, fetchPriority, tabIndex, ...properties } = node.properties
  const within = isInLink || isElement(node, 'a')
  return {
    ...node,
    properties: {
      ...ownIds(properties, part.id),
      ...(isElement(node, 'a') && { href: target(String(properties.href ?? ''), part.id, places) }),
      ...levelOf(node, part),
    },
    children: [
      ...node.children.map((child) => (isElement(child) ? shown(child, part, places, within) : child)),
      // Drawn in a line of its own, it would be one word with the title in the outline.
      ...(hasClass(node, 'kicker') ? [space] : []),
    ],
  }
}

const space: ElementContent = { type: 'text', value: ' ' }

/** A picture that is elsewhere is not fetched: a link leads to it. */
const remote = ({ properties: { src, alt } }: Element, isInLink: boolean): ElementContent => {
  const words: ElementContent = { type: 'text', value: String(alt || src) }
  return isInLink ? words : element('a', { href: src }, words)
}

const references = ['ariaLabelledBy', 'ariaDescribedBy'] as const

const ownIds = (properties: Properties, prefix: string): Properties => {
  const owned = { ...properties }
  if (owned.id !== undefined) owned.id = `${prefix}.${owned.id}`
  for (const name of references) {
    const ids = owned[name]
    if (ids !== undefined) owned[name] = [ids].flat().map((id) => `${prefix}.${id}`)
  }
  return owned
}

const target = (href: string, prefix: string, { base, articles }: Places): string => {
  if (href.startsWith('#')) return `#${prefix}.${href.slice(1)}`
  if (!URL.canParse(href, base)) return href
  const url = new URL(href, base)
  const article = articles.get(url.origin + url.pathname)
  return article === undefined ? url.href : `#${article}`
}

/** The outline of a PDF is made of headings, by their levels; others than its first are none where it has one alone. */
const levelOf = (node: Element, { levels }: Part): Properties => {
  const [, own] = /^h([1-6])$/.exec(node.tagName) ?? []
  if (own === undefined || textOf(node) === '') return {}
  if (levels) return { ariaLevel: Math.min(6, levels.first + Math.max(0, Number(own) - levels.from)) }
  return Number(own) <= 2 ? { ariaLevel: 1 } : { role: 'presentation' }
}
