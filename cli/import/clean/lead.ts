import type { Nodes, Paragraph, Root } from 'mdast'
import { isCaption } from './counts.ts'
import { plain } from './tree.ts'

/** The text of a node on one line, without images and footnotes. List items and table cells are separated by dots. */
const wordsIn = (node: Nodes): string => {
  if (node.type === 'image' || node.type === 'footnoteReference' || node.type === 'footnoteDefinition')
    return ''
  if (!('children' in node)) return plain(node).replace(/\s+/g, ' ')
  const apart = node.type === 'list' || node.type === 'table' || node.type === 'tableRow'
  const isBlock = node.type === 'blockquote' || node.type === 'listItem'
  const words = (node.children as Nodes[]).map(wordsIn)
  if (!apart && !isBlock) return words.join('').trim()
  return words.filter((one) => one !== '').join(apart ? ' · ' : ' ')
}

/** Whether there is more than web addresses. */
const isSpoken = (text: string): boolean => /[\p{L}\p{N}]/u.test(text.replace(/https?:\/\/\S+/g, ''))

/** A short line in bold stands above what it is about. */
const isLabel = ({ children: [only, ...others] }: Paragraph): boolean =>
  only?.type === 'strong' &&
  others.length === 0 &&
  plain(only).length <= 60 &&
  !/[.!?。！？]$/u.test(plain(only))

const most = 600
/**
 * @returns the first paragraphs of text as one line, without captions and lines of links or pictures; a quotation
 * counts only if it comes first. Stops after about `most` characters.
 */
export const leadOf = (tree: Root): string => {
  const texts: string[] = []
  for (const node of tree.children) {
    if (node.type === 'blockquote' && texts.length === 0) {
      const quoted = wordsIn(node)
      if (isSpoken(quoted)) texts.push(quoted)
    }
    if (node.type !== 'paragraph' || isCaption(node) || isLabel(node)) continue
    const text = wordsIn(node)
    const linked = node.children.reduce(
      (sum, child) => sum + (child.type === 'link' ? plain(child).length : 0),
      0,
    )
    if (text.length < 12 || !isSpoken(text) || linked > text.length * 0.7) continue
    texts.push(text)
    if (texts.join(' ').length >= most) break
  }
  if (texts.length > 0) return texts.join(' ')
  return (
    tree.children
      .map((node) => (node.type === 'code' || node.type === 'heading' ? '' : wordsIn(node)))
      .find(isSpoken) ?? ''
  )
}
