import type { Element, ElementContent, Root } from 'hast'
import { copyOfTree, hasClass, isElement, type Parent, textOf } from '../../issue/tree.ts'
import { mostMarginNotes } from '../../web/style/margin-notes.ts'

/** Roughly what the style sheet makes of a text: columns of a line (a Latin letter takes one, a Chinese one two), and pixels. */
const text = { columns: 70, line: 32, after: 22 }
const note = { columns: 33, line: 20, after: 14 }
const picture = 420
const row = 36
/** Pixels that a note may stand below the words that it belongs to, and below the end of the text. */
const most = { slip: 320, over: 120 }

/**
 * Marks footnotes that may stand beside the words that they belong to where a window is wide enough (`web/style/margin-notes.ts`):
 * each note and its first reference get a number in common. They stay what and where they are, at the text's end. Notes
 * that are too many, or too long for the text beside them, are not marked.
 */
export const withMarginNotes = (body: Root): Root => {
  if (!footnotes(body)) return body
  const tree = copyOfTree(body)
  const notes = notesIn(tree)
  const { first, height } = references(tree)
  const places = notes.map(({ properties }) => first.get(`#${properties.id}`))
  if (notes.length > mostMarginNotes || !standNear(notes, places, height)) return tree
  for (const [at, one] of notes.entries()) {
    one.properties.className = [`n${at + 1}`]
    places[at]!.link.properties.className = [`r${at + 1}`]
  }
  footnotes(tree)!.properties.className = ['footnotes', 'beside-text']
  return tree
}

/** A reference, and how many pixels below the text's beginning it is. */
type Place = { link: Element; top: number }

/** Whether each note stands near its words, one below another, and none far below the text's end. */
const standNear = (
  notes: readonly Element[],
  places: readonly (Place | undefined)[],
  height: number,
): places is Place[] => {
  let below = 0
  return places.every((place, at) => {
    if (!place || below - place.top > most.slip) return false
    below = Math.max(below, place.top) + linesOf(columnsIn(notes[at]!), note.columns) * note.line + note.after
    return below <= height + most.over
  })
}

const footnotes = ({ children }: Root): Element | undefined =>
  children.find((node): node is Element => isElement(node, 'section') && hasClass(node, 'footnotes'))

const notesIn = (tree: Root): Element[] =>
  footnotes(tree)!
    .children.filter((child) => isElement(child, 'ol'))
    .flatMap(({ children }) => children.filter((child) => isElement(child, 'li')))

/** The first reference to each note, by its address on the page, and how high the text is. */
const references = (tree: Root): { first: Map<string, Place>; height: number } => {
  const first = new Map<string, Place>()
  let height = 0
  for (const block of tree.children) {
    if (block === footnotes(tree) || !isElement(block)) continue
    let columns = 0
    const visit = (node: Element): void => {
      for (const child of node.children) {
        const href = isReference(child) && String(child.properties.href)
        if (!isElement(child)) columns += columnsIn(child)
        else if (!href) visit(child)
        else if (!first.has(href)) {
          const top = height + Math.floor(columns / text.columns) * text.line
          first.set(href, { link: child, top })
        }
      }
    }
    visit(block)
    height += pixelsOf(block, columns)
  }
  return { first, height }
}

const isReference = (node: ElementContent): node is Element =>
  isElement(node, 'a') && node.properties.dataFootnoteRef !== undefined

const wide = /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60\uffe0-\uffe6]/g

const columnsIn = (node: ElementContent): number => {
  const said = textOf(node)
  return said.length + (said.match(wide)?.length ?? 0)
}

const linesOf = (columns: number, across: number): number => Math.max(1, Math.ceil(columns / across))

const pixelsOf = (block: Element, columns: number): number => {
  const rows = count(block, 'tr')
  if (rows > 0) return rows * row
  const items = Math.max(1, count(block, 'li'))
  return count(block, 'img') * picture + linesOf(columns, text.columns) * text.line + text.after * items
}

const count = (parent: Parent, tagName: string): number =>
  (isElement(parent, tagName) ? 1 : 0) +
  parent.children.reduce((sum, child) => sum + (isElement(child) ? count(child, tagName) : 0), 0)
