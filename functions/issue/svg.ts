import { SaxesParser } from 'saxes'
import {
  attribute,
  attributesOf,
  escaped,
  isLayer,
  layered,
  leadsOut,
  namesOf,
  sizeOf,
} from './svg-attributes.ts'
import { countDrawn, effortOf, paintsIn, type Styled, targetOf, type Use, usesByStyle } from './svg-uses.ts'

/** Elements that are kept. */
const shown = new Set([
  ...[
    'svg',
    'g',
    'path',
    'rect',
    'circle',
    'ellipse',
    'line',
    'polyline',
    'polygon',
    'text',
    'tspan',
    'textPath',
  ],
  ...[
    'defs',
    'symbol',
    'use',
    'marker',
    'title',
    'desc',
    'linearGradient',
    'radialGradient',
    'stop',
    'pattern',
  ],
  ...['clipPath', 'mask', 'filter', 'feGaussianBlur', 'feOffset', 'feBlend', 'feColorMatrix', 'feFlood'],
  ...['feComposite', 'feMerge', 'feMergeNode', 'feDropShadow'],
])
/** Elements that would be missed, so that they are reported instead of dropped. */
const missed = new Set([
  'image',
  'foreignObject',
  'switch',
  'animate',
  'animateTransform',
  'animateMotion',
  'set',
])

const namespace = 'http://www.w3.org/2000/svg'
/** Limits that no real drawing reaches: nesting, parts drawn, bytes, and effort to draw it as PNG. */
const most = { depth: 100, drawn: 20_000, bytes: 1_000_000, effort: 300 }

/** A drawing that is safe to show: rewritten with only what draws. */
export type Drawing = {
  svg: string
  width: number
  height: number
  /** Why it cannot be drawn as a PNG: text needs a font, and repeated parts may take minutes. */
  undrawable?: 'text' | 'effort'
}

export const isSvg = (bytes: Uint8Array): boolean =>
  /^\ufeff?\s*(<\?xml[^>]*>\s*)?(<!--(?:(?!-->)[\s\S]){0,2000}-->\s*)*(<!doctype\s+svg[^>]*>\s*)?(<!--(?:(?!-->)[\s\S]){0,2000}-->\s*)*<(\w+:)?svg[\s>]/i.test(
    new TextDecoder().decode(bytes.subarray(0, 4_000)),
  )

/**
 * Rewrites an SVG without scripts, event handlers and references to anything outside it. Takes linear time.
 * @returns the drawing, or the reason why it cannot be shown
 */
export const readSvg = (bytes: Uint8Array): Drawing | { reason: string } => {
  if (bytes.byteLength > most.bytes)
    return { reason: `has ${Math.ceil(bytes.byteLength / 1000)} KB; an SVG may have ${most.bytes / 1000} KB` }
  try {
    return drawingOf(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch (error) {
    if (error instanceof Unshown) return { reason: error.message }
    if (error instanceof TypeError) return { reason: 'is not UTF-8 text' }
    throw error
  }
}

class Unshown extends Error {}

const drawingOf = (text: string): Drawing => {
  const out: string[] = []
  const open: { isShown: boolean; isStyle: boolean; isText: boolean; id?: string }[] = []
  let hasText = false
  const uses: Use[] = []
  const styled: Styled[] = []
  /** Ids of parts that are drawn again for each reference; gradients are not, they are only colours. */
  const parts = new Set<string>()
  const filters = new Set<string>()
  let layers = 0
  let size: { width: number; height: number } | undefined
  const parser = new SaxesParser({ xmlns: true })
  const isShown = () => open.at(-1)?.isShown ?? false
  parser.on('error', () => {
    throw new Unshown('is not a well-formed SVG')
  })
  parser.on('opentag', (tag) => {
    if (open.length >= most.depth) throw new Unshown(`is nested more than ${most.depth} deep`)
    const isRoot = open.length === 0
    const isOurs = tag.uri === namespace || (isRoot && tag.uri === '')
    if (isRoot && !(isOurs && tag.local === 'svg')) throw new Unshown('is not a well-formed SVG')
    if (isRoot) size = sizeOf(tag)
    if (isRoot && !size) throw new Unshown('has neither a width and a height in pixels nor a viewBox')
    if (tag.uri === namespace && missed.has(tag.local) && (isRoot || isShown()))
      throw new Unshown(`holds <${tag.local}>, which is not shown: save it as PNG`)
    const shows = (isRoot || isShown()) && isOurs && (shown.has(tag.local) || tag.local === 'style')
    const attributes = shows ? attributesOf(tag) : []
    const id = attributes.find(([name]) => name === 'id')?.[1]
    const within = open.flatMap((one) => one.id ?? [])
    for (const [name, value] of attributes) {
      const targets = name === 'href' ? [targetOf(value.slice(1))] : paintsIn(value)
      for (const target of targets) uses.push({ target, within, isCopy: name === 'href' })
    }
    if (shows) styled.push({ names: namesOf(tag.local, attributes), within })
    if (id !== undefined && !/Gradient$/.test(tag.local)) parts.add(id)
    if (id !== undefined && tag.local === 'filter') filters.add(id)
    if (isLayer(attributes)) layers++
    open.push({
      isShown: shows,
      isStyle: tag.local === 'style',
      isText: /^t(ext|span|extPath)$/.test(tag.local),
      ...(id !== undefined && { id }),
    })
    if (shows)
      out.push(`<${tag.local}${isRoot ? ` xmlns="${namespace}"` : ''}${attributes.map(attribute).join('')}>`)
  })
  parser.on('closetag', (tag) => {
    if (open.pop()?.isShown) out.push(`</${tag.local}>`)
  })
  let styles = ''
  const write = (said: string) => {
    if (!isShown()) return
    if (open.at(-1)!.isStyle) styles += said
    if (open.at(-1)!.isText && said.trim() !== '') hasText = true
    out.push(escaped(said))
  }
  parser.on('text', write)
  parser.on('cdata', write)
  parser.write(text).close()
  const counts = (target: string) => parts.has(target)
  const drawn = uses.filter(({ target }) => counts(target))
  for (const use of usesByStyle(styles, styled, counts)) if (drawn.push(use) > most.drawn) break
  if (countDrawn(drawn) > most.drawn) throw new Unshown('repeats its parts too often')
  if (!size) throw new Unshown('is not a well-formed SVG')
  if (leadsOut.test(styles)) throw new Unshown('has a style that leads out of it: save it as PNG')
  const effort = effortOf(drawn, filters, layered.test(styles) ? styled.length : layers)
  const undrawable = hasText ? 'text' : effort > most.effort ? 'effort' : undefined
  return { svg: out.join(''), ...size, ...(undrawable && { undrawable }) }
}
