import type { Nodes, Root, RootContent } from 'mdast'
import { nodesOf } from '../../../functions/issue/mdast.ts'
import type { Counts } from '../report.ts'
import { plain } from './tree.ts'

const caption =
  /^(?:图|圖|Figure|Fig\.?|FIGURE)\s*\d+(?:[-.]\d+)?(?:\s*[(（]\w+[)）])?\s*(?:[：:.|—–-]|\s|$)(.*)$/
/** What follows a figure's number in a sentence rather than in a caption: `图 1 展示了……。` */
const tells =
  /^(?:所|中|为|是|给出|展示|显示|说明|描述|可|里|的|和|与|shows?|depicts?|illustrates?|presents?|is |are |and |in )/

const isCaption = (node: Nodes): boolean => {
  if (node.type !== 'paragraph') return false
  const [, rest] = caption.exec(plain(node).trim()) ?? []
  return rest !== undefined && !tells.test(rest.trim())
}

const references =
  /^(?:\d+[.、]?\s*)?(?:参考文献|参考资料|參考文獻|参考书目|References?|Bibliography|Works Cited|Literatur(?:verzeichnis)?|Références|Referencias|Источники|参考)\s*[:：]?$/i

/** Counts links, figures and so on in a cleaned tree. */
export const countsOf = (tree: Root): Counts => {
  const nodes = nodesOf(tree)
  const count = (type: Nodes['type']) => nodes.filter((node) => node.type === type).length
  return {
    links: nodes.filter((node) => node.type === 'link' && /^https?:/.test(node.url)).length,
    figures: nodes.filter(isCaption).length,
    tables: count('table'),
    code: count('code'),
    math: count('math') + count('inlineMath'),
    references: count('footnoteDefinition') + listed(tree.children),
  }
}

/** The number of entries under a heading or a line that says “References”, up to the next heading. */
const listed = (nodes: RootContent[]): number => {
  let [inList, sum] = [false, 0]
  for (const node of nodes) {
    if (node.type === 'heading' || node.type === 'paragraph') {
      const isTitle = references.test(plain(node).trim())
      if (isTitle || node.type === 'heading') inList = isTitle
      else if (inList)
        sum += plain(node)
          .split('\n')
          .filter((line) => /^\s*[[【]\d+[\]】]|^\s*\d+[.)]\s/.test(line)).length
    } else if (inList && node.type === 'list') sum += node.children.length
  }
  return sum
}

export const linksOf = (tree: Root): { title: string; url: string }[] => {
  const found = new Map<string, string>()
  for (const node of nodesOf(tree)) {
    if (node.type !== 'link' || !/^https?:/.test(node.url)) continue
    const title = plain(node).replace(/\s+/g, ' ').trim()
    if (!found.has(node.url)) found.set(node.url, title || node.url)
  }
  return [...found].map(([url, title]) => ({ title, url }))
}

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
    if (node.type !== 'paragraph' || isCaption(node)) continue
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
