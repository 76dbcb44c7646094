import { textIn } from './mdast.ts'
import { parseMarkdown } from './parse-markdown.ts'

/**
 * A summary without the marks of Markdown, which somebody may have written there from habit: it is shown in inboxes, lists
 * and previews of links, where there is no bold and no link. What is more than paragraphs stays as it is.
 */
export const plainSummary = (summary: string): string => {
  if (!/[*_`[\\]/.test(summary)) return summary
  const { children } = parseMarkdown(summary)
  const isText = children.length > 0 && children.every(({ type }) => type === 'paragraph')
  return (isText ? children.map(textIn).join('\n') : summary).trim() || summary
}
