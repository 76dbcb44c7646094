import { defaultSchema, type Options as Schema } from 'rehype-sanitize'

/**
 * What the HTML that is made of an article's body may contain; everything else is removed. HTML that an author writes is
 * refused before (`markdown-checks.ts`).
 */
export const renderedHtml: Schema = {
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
