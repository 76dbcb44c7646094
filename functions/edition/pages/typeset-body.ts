import type { Element, ElementContent, Root } from 'hast'
import { directionOf } from '../../../emails/direction.ts'
import { wholesIn } from '../../../emails/typeset.ts'
import { copyOfTree, element, isElement, type Parent, replaceElements, textOf } from '../../issue/tree.ts'
import type { Language } from '../../publication/language.ts'
import { numberIn } from '../../publication/words/number.ts'
import { type Images, imagesIn } from '../model/images.ts'

/** The size of a picture that a page may show wider than its column: its pixels, and how many times as wide as high. */
const wideFrom = { width: 1000, ratio: 1.3 }

/** Whether a picture is large enough to stand wider than the text, and lies rather than stands. */
export const isWide = ({ width, height }: { width: number; height: number }): boolean =>
  width >= wideFrom.width && width >= height * wideFrom.ratio

/**
 * Sets a body for its page: large pictures wide, a quotation that repeats the text's own words as a pull quote, who said a
 * quotation apart from it, tasks by their boxes alone, names such as GPT-4 on one line, in short code too, and the
 * numbers of notes in the language's digits.
 */
export const typesetBody = (body: Root, images: Images, language: Language): Root => {
  const tree = copyOfTree(body)
  const said = tree.children.flatMap((node) => (isElement(node, 'p', 'ul', 'ol') ? [wordsOf(node)] : []))
  for (const node of tree.children) {
    if (!isElement(node)) continue
    if (isElement(node, 'blockquote')) setQuotation(node, said)
    if (
      isElement(node, 'p', 'figure') &&
      isPictureAlone(node) &&
      imagesIn(asRoot(node)).some(isLarge(images))
    )
      addClass(node, 'wide')
  }
  replaceElements(tree, (node) => {
    if (isElement(node, 'li') && /^[☐☑]/.test(textOf(node).trim())) addClass(node, 'task')
    if (isElement(node, 'code') && isShortName(textOf(node))) addClass(node, 'whole')
    if (isElement(node, 'a')) setNoteLink(node, language)
    return node
  })
  keepNamesWhole(tree)
  return tree
}

const asRoot = (...children: ElementContent[]): Root => ({ type: 'root', children })
const isLarge = (images: Images) => (path: string) => isWide(images.of(path))

/** Nothing but a picture, and its caption. */
const isPictureAlone = ({ children }: Element): boolean =>
  children.every((child) => isElement(child, 'img', 'figcaption') || wordsOf(child) === '')

const wordsOf = (node: ElementContent): string => textOf(node).replace(/\s+/g, ' ').trim()

const addClass = (node: Element, name: string): void => {
  node.properties.className = [...((node.properties.className as string[] | undefined) ?? []), name]
}

/** Characters of what may be drawn large. */
const longestPull = 200
/** A line after a quotation that says whose it is. */
const attribution = /^(?:—|――|–)\s*\S.{0,99}$/u

const setQuotation = (quotation: Element, said: readonly string[]): void => {
  const parts = quotation.children.filter((child) => isElement(child))
  const last = parts.at(-1)
  const words = wordsOf(quotation)
  const isPull =
    parts.length === 1 && words.length <= longestPull && said.some((text) => text.includes(words))
  // Who hears the page hears these words where they stand.
  if (isPull && !hasLink(quotation)) quotation.properties = { className: ['pull'], ariaHidden: 'true' }
  else if (parts.length > 1 && isElement(last, 'p') && attribution.test(wordsOf(last))) addClass(last, 'by')
}

const hasLink = (parent: Parent): boolean =>
  parent.children.some((child) => isElement(child) && (child.tagName === 'a' || hasLink(child)))

/** A reference gets the digits of the list of notes; the arrow back points to where a line of the language begins. */
const setNoteLink = (link: Element, language: Language): void => {
  const { dataFootnoteRef, dataFootnoteBackref } = link.properties
  const [label] = link.children
  if (label?.type !== 'text') return
  if (dataFootnoteRef !== undefined && /^\d+$/.test(label.value))
    label.value = numberIn(language)(Number(label.value))
  else if (dataFootnoteBackref !== undefined && directionOf(language) === 'rtl') label.value = '↪'
}

/** Characters of code that fit a phone's line. */
const isShortName = (code: string): boolean => code.length <= 20 && code.includes('-') && !/\s/.test(code)

const keepNamesWhole = (parent: Parent): void => {
  parent.children = parent.children.flatMap((child): ElementContent[] => {
    if (child.type === 'text') return wholesIn(child.value).map(wholeAtOdd)
    if (isElement(child) && !isElement(child, 'code', 'pre', 'math')) keepNamesWhole(child)
    return [child as ElementContent]
  }) as Parent['children']
}

const wholeAtOdd = (value: string, at: number): ElementContent =>
  at % 2 === 1 ? element('span', { className: ['whole'] }, { type: 'text', value }) : { type: 'text', value }
