/** Markers of list entries and numbered paragraphs, as newsletters write them. */
export const marks = {
  bullet: /^(\s{0,8})([-*+•▪◦–]|[➡👉🔹🔸▶►✅]\uFE0F?)(\s+)(?=\S)/u,
  number:
    /^(\s{0,3})(?:\*\*)?([(（]?\d{1,3}(?:[.)．）]|、)|[(（]?[٠-٩۰-۹]{1,3}(?:[.)）]|\s?[-–])|\d\uFE0F?\u20E3|[①-⑳])(\s+|(?<=[、．）①-⑳])|(?=\[|\p{Script=Han})|$)/u,
}

export const indentOf = (line: string): number => {
  let width = 0
  for (const one of line.slice(0, 200)) {
    if (one === ' ') width += 1
    else if (one === '\t') width += 4 - (width % 4)
    else break
  }
  return width
}

/** An entry's first line without its marker, and the width of the marker. */
export const withoutMark = (line: string): { text: string; width: number } => {
  const mark = marks.bullet.exec(line) ?? marks.number.exec(line)
  if (!mark) return { text: line, width: 0 }
  const bold = /\*\*\s*$|^\s*\*\*/.test(mark[0]) && !marks.bullet.test(line) ? '**' : ''
  return { text: bold + line.slice(mark[0].length), width: mark[0].length }
}
