import type { Element, ElementContent, Properties, Root } from 'hast'
import { toHtml } from 'hast-util-to-html'
import { element, hasClass, isElement, type Parent } from '../../issue/tree.ts'
import { type Html, raw } from '../../web/html.ts'
import { type Images, isRemote, pathOf } from '../model/images.ts'

/** Where a body's pictures and links lead from the file that it stands in. */
export type Places = {
  /** Of the site. */
  images: Images
  /** A picture in the book, by path in the folder; undefined if it is left out. */
  picture(path: string): { src: string; width: number; height: number } | undefined
  /** Where a picture that is left out can be seen. */
  outside(path: string): string
  /** A link's target: the article in the book, where the link is that of its page. */
  link(url: string): string
}

/**
 * A body as XHTML of an EPUB: references to notes are marked so that reading systems can show the note there and then,
 * and a book loads nothing from elsewhere, so a picture that is not in it becomes a link to where it is.
 */
export const bodyXhtml = (body: Root, places: Places): Html => {
  const anchors = new Map<string, string>()
  const anchor = (id: unknown): string => {
    const known = anchors.get(String(id)) ?? `n${anchors.size + 1}`
    anchors.set(String(id), known)
    return known
  }
  const tree: Root = {
    ...body,
    children: shaped(body, { ...places, anchor, isInLink: false }) as Root['children'],
  }
  return raw(asXml(toHtml(tree, { closeSelfClosing: true })))
}

/** What XML forbids and HTML allows: this sequence in a text, and `<` in an attribute (XML 1.0, §2.4 and §3.1). */
const asXml = (html: string): string =>
  html
    .replace(/<[^"<>]*(?:"[^"]*"[^"<>]*)*>/g, (tag) => `<${tag.slice(1).replaceAll('<', '&lt;')}`)
    .replaceAll(']]>', ']]&gt;')

/**
 * HTML of a page as XML. Only for HTML of our own templates, where no attribute holds an unescaped `>`.
 */
export const templateAsXml = ({ html }: Html): Html =>
  raw(html.replace(/<(img|br|hr|wbr)\b([^>]*?)\s*\/?>/g, '<$1$2/>').replaceAll('&nbsp;', '&#160;'))

type Shaping = Places & { anchor: (id: unknown) => string; isInLink: boolean }

const shaped = ({ children }: Parent, shaping: Shaping): ElementContent[] =>
  (children as ElementContent[]).map((child) => (isElement(child) ? shapedElement(child, shaping) : child))

const shapedElement = (node: Element, shaping: Shaping): ElementContent => {
  if (isElement(node, 'img')) return picture(node, shaping)
  const within = { ...shaping, isInLink: shaping.isInLink || isElement(node, 'a') }
  return {
    ...node,
    properties: propertiesOf(node, shaping),
    children: noted(node, shaped(node, within)),
  }
}

const propertiesOf = (node: Element, { anchor, link }: Shaping): Properties => {
  const { tabIndex, role, id, ariaDescribedBy, ...rest } = node.properties
  const named = id === undefined ? {} : { id: anchor(id) }
  if (isElement(node, 'a')) return { ...named, ...linkProperties(node, anchor, link) }
  if (isElement(node, 'math')) return { xmlns: 'http://www.w3.org/1998/Math/MathML', ...rest, ...named }
  // Code is written from left to right in whatever language.
  if (isElement(node, 'pre', 'code')) return { ...rest, ...named, dir: 'ltr' }
  if (!isNotes(node)) return { ...rest, ...named }
  return { className: ['footnotes'], 'epub:type': 'footnotes', role: 'doc-endnotes' }
}

const linkProperties = (
  { properties }: Element,
  anchor: Shaping['anchor'],
  link: Shaping['link'],
): Properties => {
  const { href, title, ariaLabel, dataFootnoteRef, dataFootnoteBackref } = properties
  const url = String(href ?? '')
  const to = url.startsWith('#') ? `#${anchor(url.slice(1))}` : link(url)
  if (dataFootnoteRef !== undefined) return { href: to, 'epub:type': 'noteref', role: 'doc-noteref' }
  if (dataFootnoteBackref !== undefined) return { href: to, role: 'doc-backlink', ariaLabel }
  return { href: to, title }
}

const isNotes = (node: Element): boolean => isElement(node, 'section') && hasClass(node, 'footnotes')

/** Marks each note of a list of notes. */
const noted = (node: Element, children: ElementContent[]): ElementContent[] => {
  if (!isNotes(node)) return children
  return children.map((list) => {
    if (!isElement(list, 'ol')) return list
    const notes = list.children.map((note) =>
      isElement(note, 'li') ? { ...note, properties: { ...note.properties, 'epub:type': 'footnote' } } : note,
    )
    return { ...list, children: notes }
  })
}

const picture = ({ properties }: Element, shaping: Shaping): ElementContent => {
  const { src, alt = '' } = properties
  const path = isRemote(String(src)) ? undefined : pathOf(String(src))
  const found = path === undefined ? undefined : shaping.picture(path)
  if (found) return element('img', { ...found, alt })
  const name: ElementContent = { type: 'text', value: String(alt) }
  // A link within a link is none.
  if (shaping.isInLink) return name
  return element('a', { href: path === undefined ? src : shaping.outside(path) }, name)
}
