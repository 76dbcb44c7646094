/**
 * The typeface of titles, Source Serif 4 in bold, which cards are drawn with too: Latin letters whole, 26 KB, and those of
 * more languages where a page has one. Named by the version of their package, so that they can be cached for ever.
 * `file`: see `CardFiles`.
 */
export const titleFonts = [
  {
    path: '/assets/fonts/source-serif-4-latin-700-5.3.1.woff',
    file: 'source-serif-4/files/source-serif-4-latin-700-normal.woff',
    range:
      'U+0000-00FF, U+0131, U+0152-0153, U+02BB-02BC, U+02C6, U+02DA, U+02DC, U+2000-206F, U+20AC, U+2122, U+2212',
  },
  {
    path: '/assets/fonts/source-serif-4-latin-ext-700-5.3.1.woff',
    file: 'source-serif-4/files/source-serif-4-latin-ext-700-normal.woff',
    range:
      'U+0100-0130, U+0132-0151, U+0154-02BA, U+02BD-02C5, U+1E00-1E9F, U+1EF2-1EFF, U+20A0-20AB, U+20AD-20C0',
  },
] as const

/** Beside Chinese, letters and digits alone: its own fonts have marks as wide as a character. */
const lettersOnly = 'U+0030-0039, U+0041-005A, U+0061-007A, U+00C0-00FF'

/** Families, in the order in which a title asks for them; the last stands in until the font has come. */
export const titleFamily = { latin: "'Title Serif', 'Title Stand-in'", beside: "'Title Letters'" }

const face = (family: string, path: string, range: string): string =>
  `@font-face { font-family: '${family}'; font-weight: 600 900; font-display: swap; src: url(${path}) format('woff'); unicode-range: ${range} }`

/**
 * The stand-in is Georgia, made as wide and as high as Source Serif (1,036 above the line and 335 below it, of 1,000), so that
 * nothing moves when the font comes.
 */
export const titleFontCss = `
${titleFonts.map(({ path, range }) => face('Title Serif', path, range)).join('\n')}
${face('Title Letters', titleFonts[0].path, lettersOnly)}
@font-face { font-family: 'Title Stand-in'; font-weight: 600 900; src: local('Georgia Bold'), local('Georgia-Bold'); size-adjust: 98%; ascent-override: 105.7%; descent-override: 34.2%; line-gap-override: 0% }
`
