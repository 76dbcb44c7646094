/** Sizes of paper that a magazine is printed on, in millimetres. */
export const papers = {
  a4: { width: 210, height: 297 },
  letter: { width: 215.9, height: 279.4 },
} as const

export type Paper = keyof typeof papers

/** Millimetres beside the text, and above and below it. */
export const margins = { beside: 18, above: 22, below: 20 }

/** How wide a page's text is, in pixels of CSS. */
export const textWidth = (paper: Paper): number =>
  Math.floor(((papers[paper].width - 2 * margins.beside) / 25.4) * 96)
