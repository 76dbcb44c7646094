import { defaultSchema, type Options as Schema } from 'rehype-sanitize'

/** What an article's body may contain; everything else is removed. */
export const allowedHtml: Schema = {
  ...defaultSchema,
  clobberPrefix: '',
  tagNames: [
    ...['p', 'h2', 'h3', 'h4', 'strong', 'em', 'del', 'a', 'code', 'pre', 'br', 'hr', 'blockquote', 'img'],
    ...['ul', 'ol', 'li', 'table', 'thead', 'tbody', 'tr', 'th', 'td', 'sup', 'section'],
  ],
  attributes: {
    a: ['href', 'id', 'title', 'dataFootnoteRef', 'dataFootnoteBackref', 'ariaLabel', 'ariaDescribedBy'],
    code: [['className', /^language-\w+$/, 'math-inline', 'math-display']],
    img: ['src', 'alt', 'title', 'loading', 'referrerPolicy'],
    li: ['id'],
    ol: ['start'],
    h2: ['id'],
    section: ['dataFootnotes', ['className', 'footnotes']],
    th: ['align'],
    td: ['align'],
  },
  protocols: { href: ['http', 'https', 'mailto'], src: ['https'] },
  strip: ['script', 'style'],
}

/**
 * Whether it is only comments. The parser also takes for HTML what follows a comment on its line, or follows one that
 * is never closed.
 */
export const isComment = (html: string): boolean => /^(<!--(?:(?!-->)[\s\S])*-->\s*)+$/.test(html)

export const htmlReason = (html: string): string =>
  html.startsWith('<!--') ? 'a comment is not closed, or text stands behind it' : 'raw HTML is not allowed'
