import { type DefaultTreeAdapterMap, parse } from 'parse5'
import { contrastOf, leastContrast } from '../cli/new/contrast.ts'
import { saysNothing } from '../functions/issue/says-nothing.ts'
import { leadsAnywhere } from './mail-texts.ts'

type Node = DefaultTreeAdapterMap['node']
type Element = DefaultTreeAdapterMap['element']
type Colours = { text: string; ground: string }

/**
 * What in a mail keeps somebody from it, one line each, by what the Email Markup Consortium counts (its Accessibility
 * Report 2026, "Top 10 most common accessibility issues", and what it found beyond them: zooming, VML). Its tenth rule
 * it applies to English alone; here it holds of every language that has words. What it cannot see, contrast in the
 * dark and alternative texts that are file names, is looked at, too.
 * @see https://emailmarkup.org/en/reports/accessibility/2026
 */
export const mailFaultsOf = (html: string): string[] => {
  const page = parse(html)
  const all = elementsOf(page)
  const named = (name: string) => all.filter(({ tagName }) => tagName === name)
  const [root, body] = [named('html')[0]!, named('body')[0]!]
  const children = body.childNodes.filter(isElement)
  return [
    ...[root, ...children].flatMap((one) => [
      ...(isTag(attributeOf(one, 'lang')) ? [] : [`${said(one)} has no lang`]),
      ...(['ltr', 'rtl', 'auto'].includes(attributeOf(one, 'dir') ?? '') ? [] : [`${said(one)} has no dir`]),
    ]),
    ...body.childNodes.filter((one) => textOf(one).trim() && !isElement(one)).map(() => 'bare text in body'),
    ...tablesOf(html)
      .filter((tag) => !/\brole="(presentation|none)"/.test(tag))
      .map((tag) => `a table for layout has no role: ${tag}`),
    ...(named('h1').length === 1 ? [] : [`${named('h1').length} level-one headings`]),
    ...headingFaults(all),
    ...(textOf(named('title')[0]).trim() ? [] : ['no title']),
    ...named('a').flatMap(linkFaults),
    ...named('img').flatMap(imageFaults),
    ...(/user-scalable\s*=\s*(no|0)|maximum-scale/.test(html) ? ['zooming is kept from'] : []),
    ...(/<v:/.test(html) ? ['VML, which needs an alternative and holds no links'] : []),
    ...(['light', 'dark'] as const).flatMap((mode) =>
      contrastFaults(body, mode === 'dark' ? darkOf(html) : []),
    ),
  ]
}

const linkFaults = (link: Element): string[] => {
  const name = attributeOf(link, 'aria-label') ?? nameOf(link)
  if (!name.trim()) return [`a link has no text: ${attributeOf(link, 'href')}`]
  return leadsAnywhere(name) ? [`a link says nothing of where it leads: ${name}`] : []
}

const imageFaults = (image: Element): string[] => {
  const alt = attributeOf(image, 'alt')
  if (alt === undefined) return [`an image has no alt: ${attributeOf(image, 'src')}`]
  return alt !== '' && saysNothing(alt) ? [`an alt says nothing: ${alt}`] : []
}

/** Headings are not empty, and none skips a level on the way down. */
const headingFaults = (all: Element[]): string[] => {
  const headings = all.filter(({ tagName }) => /^h[1-6]$/.test(tagName))
  return headings.flatMap((one, at) => {
    const [level, before] = [one, headings[at - 1]].map((heading) => Number(heading?.tagName[1] ?? 1))
    return [
      ...(nameOf(one).trim() ? [] : [`an empty ${one.tagName}`]),
      ...(level! > before! + 1 ? [`${one.tagName} “${nameOf(one)}” skips a level`] : []),
    ]
  })
}

/** All tables, those in conditional comments for Outlook too. */
const tablesOf = (html: string): string[] => html.match(/<table[^>]*>/g) ?? []

type Rule = { name: string; child: string | undefined; property: keyof Colours; colour: string }

/** The colours by class in the dark, as clients take them that know the query. */
const darkOf = (html: string): Rule[] => {
  const [, sheet = ''] = /@media \(prefers-color-scheme: dark\) \{(.*?\})\s*\}/s.exec(html) ?? []
  return [...sheet.matchAll(/([^{}]+)\{([^{}]+)\}/g)].flatMap(([, selectors = '', said = '']) => {
    const colours = [...said.matchAll(/(?<![\w-])(color|background-color):\s*(#[0-9a-f]{6})/gi)]
    return selectors.split(',').flatMap((selector) => {
      const [, name, child] = /^\s*\.(\w+)(?:\s*>\s*(\w+))?\s*$/.exec(selector) ?? []
      return name === undefined
        ? []
        : colours.map(([, property, colour = '']) => ({
            name,
            child,
            property: property === 'color' ? ('text' as const) : ('ground' as const),
            colour,
          }))
    })
  })
}

const contrastFaults = (body: Element, dark: Rule[]): string[] => {
  const faults = new Set<string>()
  const walk = (node: Node, around: Colours, parent?: Element): void => {
    if (isElement(node)) {
      if (/display:\s*none/.test(attributeOf(node, 'style') ?? '')) return
      const own = coloursOf(node, parent, around, dark)
      for (const child of node.childNodes) walk(child, own, node)
    } else if (textOf(node).replace(/[\s\u00a0]/g, '')) {
      const contrast = contrastOf(around.text, around.ground)
      if (contrast >= leastContrast) return
      const mode = dark.length > 0 ? 'dark' : 'light'
      faults.add(
        `${mode}: ${around.text} on ${around.ground} is ${contrast.toFixed(2)} : 1, “${textOf(node).trim()}”`,
      )
    }
  }
  walk(body, { text: '#000000', ground: '#ffffff' })
  return [...faults]
}

const coloursOf = (one: Element, parent: Element | undefined, around: Colours, dark: Rule[]): Colours => {
  const style = attributeOf(one, 'style') ?? ''
  const inline = (property: string) =>
    new RegExp(`(?<![\\w-])${property}:\\s*(#[0-9a-f]{6})`, 'i').exec(style)?.[1]
  const ground =
    inline('background-color') ?? inline('background') ?? attributeOf(one, 'bgcolor') ?? around.ground
  const colours = { text: inline('color') ?? around.text, ground }
  for (const { name, child, property, colour } of dark) {
    const marked = child === undefined ? one : child === one.tagName ? parent : undefined
    if (marked && classesOf(marked).includes(name)) colours[property] = colour
  }
  return colours
}

const isElement = (node: Node): node is Element => 'tagName' in node
const elementsOf = (node: Node): Element[] => [
  ...(isElement(node) ? [node] : []),
  ...('childNodes' in node ? node.childNodes.flatMap(elementsOf) : []),
]
const attributeOf = (one: Element, name: string): string | undefined =>
  one.attrs.find((attribute) => attribute.name === name)?.value
const classesOf = (one: Element): string[] => (attributeOf(one, 'class') ?? '').split(/\s+/)
const textOf = (node: Node | undefined): string => {
  if (node === undefined || node.nodeName === '#comment') return ''
  if ('value' in node) return node.value
  return 'childNodes' in node ? node.childNodes.map(textOf).join('') : ''
}
/** What is read out of an element: its text, and that of its pictures. */
const nameOf = (node: Node): string => {
  if (isElement(node) && node.tagName === 'img') return attributeOf(node, 'alt') ?? ''
  return 'childNodes' in node ? node.childNodes.map(nameOf).join('') : textOf(node)
}
const said = (one: Element): string =>
  `<${one.tagName} style="${(attributeOf(one, 'style') ?? '').slice(0, 30)}">`
const isTag = (value = ''): boolean => /^[a-z]{2,3}(-[A-Za-z0-9]+)*$/.test(value)
