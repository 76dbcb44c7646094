import type { Nodes, Root, RootContent } from 'mdast'
import { nodesOf } from '../../../functions/issue/mdast.ts'
import type { Counts } from '../report.ts'
import { plain } from './tree.ts'

const caption =
  /^(?:图|圖|Figure|Fig\.?|FIGURE)\s*\d+(?:[-.]\d+)?(?:\s*[(（]\w+[)）])?\s*(?:[：:.|—–-]|\s|$)(.*)$/
/** What follows a figure's number in a sentence rather than in a caption: `图 1 展示了……。` */
const tells =
  /^(?:所|中|为|是|给出|展示|显示|说明|描述|可|里|的|和|与|shows?|depicts?|illustrates?|presents?|is |are |and |in )/

export const isCaption = (node: Nodes): boolean => {
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
