/**
 * Text set in columns, East Asian characters counting two (UAX #11, Wide and Fullwidth, simplified to the ranges
 * that a publication meets).
 */
const wide =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\u33ff\u3400-\u4dbf\u4e00-\u9fff\ua000-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60\uffe0-\uffe6]|[\u{1f300}-\u{1faff}]|[\u{20000}-\u{3fffd}]/u

/** How many columns a text takes. */
export const columnsOf = (text: string): number => {
  let columns = 0
  for (const character of text) columns += wide.test(character) ? 2 : 1
  return columns
}

/** Must not begin a line, or end one (GB/T 15834, line breaking). The quotes “ ” ‘ ’ are narrow but break alike. */
const noStart = /^[，。、；：？！）》」』】〕…—”’·,.;:?!)\]}%]/
const noEnd = /[（《「『【〔“‘([{]$/

/** What a line may not be broken within: a run of Latin characters, or one wide character. */
const unitsOf = (text: string): string[] =>
  text.match(new RegExp(`${wide.source}|[ \\t\\n]+|(?:(?!${wide.source})[^ \\t\\n])+`, 'gu')) ?? []

/**
 * Breaks a paragraph into lines of at most `width` columns; a longer word or address stays whole on its line.
 * @param indent stands before every line but the first
 */
export const wrap = (text: string, width = 72, indent = ''): string => {
  const lines: string[] = []
  let line = ''
  for (const unit of glue(unitsOf(text.trim()))) {
    const space = /^\s/.test(unit)
    if (!space && line.trim() && columnsOf(line + unit) > width) {
      lines.push(line.trimEnd())
      line = indent
    }
    if (!(space && line.trim() === '')) line += space ? ' ' : unit
  }
  return [...lines, line.trimEnd()].join('\n')
}

/** Joins what may not be parted: a closing mark to what stands before it, an opening one to what follows. */
const glue = (units: string[]): string[] => {
  const glued: string[] = []
  for (const unit of units) {
    const last = glued.at(-1)
    if (last && !/\s$/.test(last) && (noStart.test(unit) || noEnd.test(last)))
      glued[glued.length - 1] = last + unit
    else glued.push(unit)
  }
  return glued
}

/** A heading with a rule of its own width below. */
export const underlined = (text: string, rule = '-'): string => `${text}\n${rule.repeat(columnsOf(text))}`
