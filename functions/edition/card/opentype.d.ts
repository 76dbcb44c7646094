/** Types for the part of opentype.js that is used; it ships none. */
declare module 'opentype.js/dist/opentype.mjs' {
  export type Glyph = { index: number; advanceWidth?: number }
  /** A path command, as in SVG. */
  export type Command = {
    type: 'M' | 'L' | 'C' | 'Q' | 'Z'
    x?: number
    y?: number
    x1?: number
    y1?: number
    x2?: number
    y2?: number
  }
  export type Font = {
    unitsPerEm: number
    charToGlyph(character: string): Glyph
    getKerningValue(left: Glyph, right: Glyph): number
    getPath(
      text: string,
      x: number,
      y: number,
      size: number,
      options?: { variation?: Record<string, number> },
    ): { commands: Command[] }
  }
  export const parse: (bytes: ArrayBuffer) => Font
}
