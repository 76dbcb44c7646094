import type { ListItem, Root } from 'mdast'
import { takeFirstLine } from './display-formulas.ts'
import { nodesOf } from './mdast.ts'

/** Writes into the text itself what would be lost on the way to HTML. @param markdown is changed */
export const keepWords = (markdown: Root): void => {
  for (const node of nodesOf(markdown)) {
    if (node.type === 'math') takeFirstLine(node)
    if (node.type === 'listItem') markTask(node)
  }
}

/** Whether a task is done: a box to tick would be none of the page's. */
const markTask = (item: ListItem): void => {
  if (typeof item.checked !== 'boolean') return
  const mark = { type: 'text' as const, value: item.checked ? '☑ ' : '☐ ' }
  item.checked = null
  const [first] = item.children
  if (first?.type === 'paragraph') first.children.unshift(mark)
  else item.children.unshift({ type: 'paragraph', children: [mark] })
}
