import type { Element, ElementContent } from 'hast'
import { element, isElement, textOf } from '../../../functions/issue/tree.ts'
import type { Kept } from './html-parts.ts'
import { isHidden, mediaLink, pixelReason, raisedText } from './html-parts.ts'
import { type Notes, quoted } from './remarks.ts'

const dropped = new Set([
  ...[
    'script',
    'style',
    'noscript',
    'template',
    'head',
    'link',
    'meta',
    'base',
    'title',
    'canvas',
    'map',
    'area',
    'param',
  ],
  ...[
    'select',
    'option',
    'datalist',
    'progress',
    'meter',
    'textarea',
    'input',
    'source',
    'track',
    'dialog',
    'rp',
    'colgroup',
  ],
])
/** Block elements without a counterpart in Markdown. Their content becomes paragraphs. */
const containers = new Set([
  ...[
    'div',
    'section',
    'article',
    'header',
    'footer',
    'main',
    'aside',
    'center',
    'address',
    'figure',
    'figcaption',
    'form',
  ],
  ...['fieldset', 'nav', 'hgroup', 'summary', 'details', 'legend', 'dir', 'menu', 'frameset', 'search'],
])
const blocks = new Set([
  ...['p', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'ul', 'ol', 'dl', 'table', 'blockquote', 'pre', 'hr'],
  ...['note-entry', 'formula', 'li', 'dt', 'dd', 'tr', 'td', 'th', 'thead', 'tbody', 'tfoot', 'caption'],
])
/** Elements that Markdown can express. Of all others only the content stays. */
const kept = new Set([
  ...blocks,
  'a',
  'img',
  'em',
  'i',
  'strong',
  'b',
  'del',
  's',
  'strike',
  'br',
  'code',
  'kbd',
  'samp',
  'tt',
  'var',
  'q',
  'mark',
  'cite',
  'dfn',
  'note-reference',
])

/**
 * Reduces HTML to the elements that Markdown has.
 * @param line source line for elements without a position
 */
export const tidy = (nodes: ElementContent[], notes: Notes, line: number): ElementContent[] =>
  nodes.flatMap((node) => {
    // For elements that the parser made up, such as from a stray `</p>`, hast-util-raw gives a position without a
    // start.
    if (isElement(node)) return tidyElement(node, notes, node.position?.start?.line ?? line)
    return node.type === 'comment' || (node.type as string) === 'doctype' ? [] : [node]
  })

const tidyElement = (node: Element, notes: Notes, line: number): ElementContent[] => {
  const name = node.tagName
  const drop = (reason: string): [] => {
    notes.drop(line, reason, textOf(node))
    return []
  }
  if (isHidden(node)) {
    const text = textOf(node).trim()
    return text || name === 'img' ? drop(`hidden from readers: ${quoted(text || name)}`) : []
  }
  if (name === 'input' && node.properties.type === 'checkbox' && node.properties.disabled === true)
    return [node]
  if (dropped.has(name)) {
    const text = textOf(node).trim()
    return name === 'source' ||
      name === 'rp' ||
      name === 'colgroup' ||
      name === 'link' ||
      name === 'meta' ||
      name === 'param'
      ? []
      : drop(`<${name}>${text && `: ${quoted(text)}`}`)
  }
  if (name === 'button' || name === 'label') {
    const inner = tidy(node.children, notes, line)
    return name === 'label' || inner.some((child) => isElement(child, 'a'))
      ? inner
      : drop(`<button>: ${quoted(textOf(node))}`)
  }
  if (name === 'img') {
    const pixel = pixelReason(node)
    return pixel ? drop(pixel) : [{ ...node, properties: imageProperties(node) }]
  }
  const media = mediaLink(node)
  if (media === 'none') return drop(`<${name}> without an address`)
  // What plays stands by itself; its link would run into the words beside it.
  if (media) return [{ type: 'text', value: ' ' }, media, { type: 'text', value: ' ' }]
  if (name === 'svg') {
    const said = node.children.flatMap((child) =>
      isElement(child, 'desc', 'text') ? [textOf(child).trim()] : [],
    )
    return said.some((text) => text)
      ? [{ type: 'text', value: said.join(' ') }]
      : drop('a drawing (inline SVG) without a title')
  }
  if (name === 'math') return [{ type: 'text', value: String(node.properties.alttext ?? textOf(node)) }]
  if (name === 'sup' || name === 'sub')
    return raisedText({ ...node, children: tidy(node.children, notes, line) })
  if (name === 'rt') return [{ type: 'text', value: `（${textOf(node).trim()}）` }]
  const note = noteOf(node)
  if (note) return [{ ...note, children: tidy(note.children, notes, line) }]
  const children = tidy(node.children, notes, line)
  if (name === 'summary') return [element('p', {}, element('strong', {}, ...children))]
  if (containers.has(name)) return paragraphs(children)
  if (name === 'table') return tidyTable(node, children)
  if (name === 'blockquote' || name === 'li' || name === 'dd')
    return [{ ...node, children: children.some(isBlock) ? paragraphs(children) : children }]
  if (name === 'a' && !node.properties.href) return children
  if (name === 'span' || name === 'font') return styled(node, children)
  return kept.has(name) ? [{ ...node, children }] : children
}

/** A note of Substack's: its mark in the text, and its entry below. */
const noteOf = (node: Element): Element | undefined => {
  const has = ({ properties }: Element, name: string) =>
    Array.isArray(properties.className) && properties.className.includes(name)
  const inside = (name: string) =>
    node.children.find((child): child is Element => isElement(child) && has(child, name))
  if (node.tagName === 'a' && has(node, 'footnote-anchor'))
    return element('note-reference', { name: textOf(node).trim() || '1' })
  const [number, content] = [inside('footnote-number'), inside('footnote-content')]
  return has(node, 'footnote') && number && content
    ? element('note-entry', { name: textOf(number).trim() || '1' }, ...content.children)
    : undefined
}

/** The address of an image, including one that a script would load lazily. */
const imageProperties = ({ properties }: Element): Element['properties'] => {
  const first = String(properties.srcSet ?? '').split(/[\s,]/)[0]
  const places = [properties.src, properties.dataSrc, properties.dataOriginal, first].map((one) =>
    String(one ?? ''),
  )
  const src = places.find((one) => one !== '' && !/^data:/i.test(one)) ?? places[0]
  // Programs fill in file names as titles, so a title is used only if there is no alternative text.
  return { src, alt: properties.alt || properties.title }
}

const styled = (node: Element, children: ElementContent[]): ElementContent[] => {
  const style = String(node.properties.style ?? '')
  if (/font-weight\s*:\s*(bold|[6-9]00)/i.test(style)) return [element('strong', {}, ...children)]
  return /font-style\s*:\s*italic/i.test(style) ? [element('em', {}, ...children)] : children
}

const isBlock = (node: ElementContent): boolean => {
  if ((node.type as string) === 'kept') return !(node as unknown as Kept).isInline
  return isElement(node) && blocks.has(node.tagName)
}

/** Wraps inline content between blocks into paragraphs. */
const paragraphs = (nodes: ElementContent[]): ElementContent[] => {
  const out: ElementContent[] = []
  let loose: ElementContent[] = []
  const close = () => {
    if (loose.some((node) => node.type !== 'text' || node.value.trim() !== ''))
      out.push(element('p', {}, ...loose))
    loose = []
  }
  for (const node of nodes) {
    if (isBlock(node)) {
      close()
      out.push(node)
    } else loose.push(node)
  }
  close()
  return out
}

/**
 * Mails use tables for layout. A table that holds other tables or blocks, or has a single column, is not a table of
 * data.
 */
const tidyTable = (node: Element, children: ElementContent[]): ElementContent[] => {
  const rows = rowsOf(children)
  const cells = rows.map((row) => row.children.filter((cell): cell is Element => isElement(cell, 'td', 'th')))
  const isLayout =
    node.properties.role === 'presentation' ||
    cells.every((row) => row.length < 2) ||
    cells
      .flat()
      .some(
        (cell) =>
          cell.children.some((child) => isBlock(child) && !isElement(child, 'p', 'pre') && !isKept(child)) ||
          cell.children.filter((child) => isElement(child, 'p')).length > 2,
      )
  const captions = children
    .filter((child) => isElement(child, 'caption'))
    .map((caption) => element('p', {}, ...(caption as Element).children))
  if (!isLayout)
    return [...captions, { ...node, children: children.filter((child) => !isElement(child, 'caption')) }]
  const inCells = cells.flat().flatMap((cell) => paragraphs(cell.children))
  const loose = children.filter((child) => !isElement(child))
  return [...captions, ...inCells, ...paragraphs(loose)]
}

const isKept = (node: ElementContent) => (node.type as string) === 'kept'

const rowsOf = (nodes: ElementContent[]): Element[] =>
  nodes.flatMap((node) =>
    isElement(node, 'tr') ? [node] : isElement(node, 'thead', 'tbody', 'tfoot') ? rowsOf(node.children) : [],
  )
