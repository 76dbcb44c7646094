import type { ListItem, Root } from 'mdast'
import { takeFirstLine } from './display-formulas.ts'
import { nodesOf } from './mdast.ts'

/**
 * Turns into text what the conversion to HTML would lose.
 * @param markdown changed in place
 */
export const keepTasksAndFormulas = (markdown: Root): void => {
  for (const node of nodesOf(markdown)) {
    if (node.type === 'math') takeFirstLine(node)
    if (node.type === 'listItem') markTask(node)
  }
}

/** Shows a task's state as a character, since a page or mail should have no checkbox. */
const markTask = (item: ListItem): void => {
  if (typeof item.checked !== 'boolean') return
  const mark = { type: 'text' as const, value: item.checked ? '☑ ' : '☐ ' }
  item.checked = null
  const [first] = item.children
  if (first?.type === 'paragraph') first.children.unshift(mark)
  else item.children.unshift({ type: 'paragraph', children: [mark] })
}
