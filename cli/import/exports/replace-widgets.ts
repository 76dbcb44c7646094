import type { ElementContent, Root } from 'hast'
import { toHtml } from 'hast-util-to-html'
import { isElement } from '../../../functions/issue/tree.ts'
import type { Tell } from './post.ts'
import { widgets } from './service-widgets.ts'

/**
 * Removes what only the service could show, such as sign-up forms, polls, paywall markers and footers. Wrapped
 * pictures, formulas, notes and links are unwrapped.
 * @param page changed in place
 */
export const replaceWidgets = (page: Root, tell: Tell): void => {
  page.children = replaced(page.children as ElementContent[], tell)
}

const replaced = (nodes: ElementContent[], tell: Tell): ElementContent[] =>
  nodes.flatMap((node) => {
    if (node.type === 'comment' && node.value.trim() === 'members-only') {
      tell('the mark from where only members read on', '')
      return []
    }
    if (!isElement(node)) return [node]
    const widget = widgets.find(({ is }) => is(node))
    const instead = widget?.becomes?.(node)
    if (widget && !instead) {
      tell(widget.what, toHtml(node))
      return []
    }
    if (widget?.what && instead) tell(`${widget.what}, for which ${insteadOf(instead)}`, toHtml(node))
    if (instead) return replaced(instead, tell)
    return [{ ...node, children: replaced(node.children, tell) }]
  })

const insteadOf = ([first]: ElementContent[]) =>
  isElement(first, 'blockquote') ? 'its words stand' : 'a link stands'
