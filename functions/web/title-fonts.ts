const version = '5.3.1'
const subset = <Name extends string>(name: Name, range: string) =>
  ({
    path: `/assets/fonts/source-serif-4-${name}-700-${version}.woff`,
    file: `source-serif-4/files/source-serif-4-${name}-700-normal.woff`,
    range,
  }) as const

/**
 * The typeface of titles, Source Serif 4 in bold, which cards are drawn with too: Latin letters whole, 26 KB, and those of
 * more languages, and Greek, Cyrillic and Vietnamese ones, where a page has one. Named by the version of their package,
 * so that they can be cached for ever. `file`: see `CardFiles`.
 */
export const titleFonts = [
  subset(
    'latin',
    'U+0000-00FF, U+0131, U+0152-0153, U+02BB-02BC, U+02C6, U+02DA, U+02DC, U+2000-206F, U+20AC, U+2122, U+2212',
  ),
  subset(
    'latin-ext',
    'U+0100-0130, U+0132-0151, U+0154-02BA, U+02BD-02C5, U+1E00-1E9F, U+1EF2-1EFF, U+20A0-20AB, U+20AD-20C0',
  ),
  subset(
    'vietnamese',
    'U+01A0-01A1, U+01AF-01B0, U+0300-0301, U+0303-0304, U+0308-0309, U+0323, U+1EA0-1EF9',
  ),
  subset('cyrillic', 'U+0400-045F, U+0490-0491, U+04B0-04B1, U+2116'),
  subset('greek', 'U+0370-0377, U+037A-037F, U+0384-038A, U+038C, U+038E-03A1, U+03A3-03FF'),
] as const

/** Beside Chinese, letters and digits alone: its own fonts have marks as wide as a character. */
const lettersOnly = 'U+0030-0039, U+0041-005A, U+0061-007A, U+00C0-00FF'

/**
 * What stands in until the font has come: the serif typefaces that systems have, each made as wide as Source Serif 4 in bold,
 * so that lines break where they will, and as high. `adjust`: percent, by the widths of titles in five languages; of Georgia by
 * Gelasio, of Liberation Serif and Times New Roman by Tinos, which have the same widths.
 */
const standIns = [
  { names: ['Georgia Bold', 'Georgia-Bold'], adjust: 94.9 },
  { names: ['Noto Serif Bold', 'NotoSerif-Bold'], adjust: 96.9 },
  { names: ['Liberation Serif Bold', 'LiberationSerif-Bold', 'Times New Roman Bold'], adjust: 112.4 },
  { names: ['DejaVu Serif Bold', 'DejaVuSerif-Bold'], adjust: 86.5 },
]
/** Of Source Serif 4 in bold, percent above and below the line. */
const heights = { above: 103.6, below: 33.5 }

/** Families, in the order in which a title asks for them; the last stand in until the font has come. */
export const titleFamily = {
  latin: `'Title Serif', ${standIns.map((_, at) => `'Title Stand-in ${at + 1}'`).join(', ')}`,
  beside: `'Title Letters', ${standIns.map((_, at) => `'Letters Stand-in ${at + 1}'`).join(', ')}`,
}

const face = (family: string, path: string, range: string): string =>
  `@font-face { font-family: '${family}'; font-weight: 600 900; font-display: swap; src: url(${path}) format('woff'); unicode-range: ${range} }`

/** @param range of characters; all without one */
const standIn = (family: string, { names, adjust }: (typeof standIns)[number], range?: string): string => {
  // The adjustment is of these, too.
  const of = (height: number) => `${((height / adjust) * 100).toFixed(1)}%`
  return `@font-face { font-family: '${family}'; font-weight: 600 900; src: ${names.map((name) => `local('${name}')`).join(', ')}; size-adjust: ${adjust}%; ascent-override: ${of(heights.above)}; descent-override: ${of(heights.below)}; line-gap-override: 0%${range ? `; unicode-range: ${range}` : ''} }`
}

export const titleFontCss = `
${titleFonts.map(({ path, range }) => face('Title Serif', path, range)).join('\n')}
${face('Title Letters', titleFonts[0].path, lettersOnly)}
${standIns.map((one, at) => standIn(`Title Stand-in ${at + 1}`, one)).join('\n')}
${standIns.map((one, at) => standIn(`Letters Stand-in ${at + 1}`, one, lettersOnly)).join('\n')}
`
