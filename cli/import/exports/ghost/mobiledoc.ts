import * as z from 'zod'
import { escapeHtml } from '../../../../functions/web/escape-html.ts'
import type { Tell } from '../post.ts'
import { cardHtml } from './cards.ts'

/**
 * A run of text: text or atom, the markups that open before it, how many close after it, and its text or the atom's
 * index.
 */
const Marker = z.tuple([z.number(), z.array(z.number()), z.number(), z.union([z.string(), z.number()])])
const Mobiledoc = z.object({
  markups: z.array(z.tuple([z.string()]).rest(z.unknown())).default([]),
  atoms: z.array(z.tuple([z.string()]).rest(z.unknown())).default([]),
  cards: z.array(z.tuple([z.string()]).rest(z.unknown())).default([]),
  sections: z.array(z.tuple([z.number()]).rest(z.unknown())),
})
type Mobiledoc = z.infer<typeof Mobiledoc>

/**
 * Turns text from Ghost's editor up to version 5 into HTML (Mobiledoc 0.3.x, MOBILEDOC.md).
 * @returns undefined when it is not valid
 */
export const mobiledocHtml = (source: string, tell: Tell): string | undefined => {
  let value: unknown
  try {
    value = JSON.parse(source)
  } catch {
    return undefined
  }
  const read = Mobiledoc.safeParse(value)
  if (!read.success) return undefined
  return read.data.sections.map((section) => sectionHtml(section, read.data, tell)).join('\n')
}

const sectionHtml = ([kind, ...rest]: [number, ...unknown[]], doc: Mobiledoc, tell: Tell): string => {
  switch (kind) {
    case 1: {
      const tag = String(rest[0]).toLowerCase()
      const inner = markersHtml(rest[1], doc)
      const name = /^h[1-6]$/.test(tag) ? tag : 'p'
      return tag === 'blockquote' || tag === 'aside' || tag === 'pull-quote'
        ? `<blockquote><p>${inner}</p></blockquote>`
        : `<${name}>${inner}</${name}>`
    }
    case 2:
      return `<p><img src="${escapeHtml(String(rest[0]))}" alt=""></p>`
    case 3: {
      const tag = rest[0] === 'ol' ? 'ol' : 'ul'
      const items = Array.isArray(rest[1]) ? rest[1].map((item) => `<li>${markersHtml(item, doc)}</li>`) : []
      return `<${tag}>${items.join('')}</${tag}>`
    }
    case 10: {
      const [name, fields] = doc.cards[Number(rest[0])] ?? []
      return name === undefined ? '' : cardHtml(name, (fields ?? {}) as Record<string, unknown>, tell)
    }
    default:
      return ''
  }
}

const marks = new Set(['a', 'b', 'strong', 'i', 'em', 's', 'del', 'code', 'sub', 'sup', 'u'])

const markersHtml = (markers: unknown, { markups, atoms }: Mobiledoc): string => {
  const open: string[] = []
  let html = ''
  for (const marker of Array.isArray(markers) ? markers : []) {
    const read = Marker.safeParse(marker)
    if (!read.success) continue
    const [type, opens, closes, value] = read.data
    for (const at of opens) {
      const [name = '', attributes] = markups[at] ?? []
      const tag = name.toLowerCase()
      open.push(marks.has(tag) ? tag : 'span')
      html += tag === 'a' ? `<a href="${escapeHtml(hrefIn(attributes))}">` : `<${open.at(-1)}>`
    }
    html += type === 1 ? atomHtml(atoms[Number(value)]) : escapeHtml(String(value))
    for (let count = closes; count > 0 && open.length > 0; count -= 1) html += `</${open.pop()}>`
  }
  return (
    html +
    open
      .reverse()
      .map((tag) => `</${tag}>`)
      .join('')
  )
}

/** Attributes are a flat list: name, value, name, value. */
const hrefIn = (attributes: unknown): string => {
  const list = Array.isArray(attributes) ? attributes : []
  return String(list[list.indexOf('href') + 1] ?? '')
}

const atomHtml = (atom: unknown[] | undefined): string =>
  atom?.[0] === 'soft-return' ? '<br>' : escapeHtml(String(atom?.[1] ?? ''))
