import { textIn } from './mdast.ts'
import { parseMarkdown } from './parse-markdown.ts'

/**
 * Removes Markdown that authors wrote into a summary out of habit: summaries are shown in inboxes, lists and link
 * previews, without bold and links. Anything more than paragraphs is left as it is.
 */
export const plainSummary = (summary: string): string => {
  if (!/[*_`[\\]/.test(summary)) return summary
  const { children } = parseMarkdown(summary)
  const isText = children.length > 0 && children.every(({ type }) => type === 'paragraph')
  return (isText ? children.map(textIn).join('\n') : summary).trim() || summary
}
