import { unescapeHtml } from '../../../../functions/web/escape-html.ts'

/** The title of a page, unless it is template code. */
export const titleInHtml = (html: string): string | undefined => {
  const [, title = '', heading = ''] =
    /<title[^>]*>([^<]{1,300})<\/title>|<h1[^>]*>((?:(?!<\/h1>)[\s\S]){1,600})<\/h1>/i.exec(html) ?? []
  const text = unescapeHtml((title || heading).replace(/<[^>]*>/g, ' '))
    .replace(/\s+/g, ' ')
    .trim()
  if (text && !/\*\||\{\{|%%/.test(text)) return text
  return title ? titleInHtml(html.replace(/<title[\s\S]*?<\/title>/i, '')) : undefined
}
