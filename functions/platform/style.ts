import { createHash } from 'node:crypto'

/** The one style sheet of the site and the forms. */
export const stylesheet = (brand: {
  ink: string
  paper: string
  accent: string
  accentDark: string
}): string => `
:root { color-scheme: light dark; --ink: ${brand.ink}; --paper: ${brand.paper}; --accent: ${brand.accent} }
`

/** Where a style sheet lives: named by its content, so that it may be cached for ever. */
export const stylePath = (css: string): string =>
  `/assets/style-${createHash('sha256').update(css).digest('hex').slice(0, 12)}.css`
