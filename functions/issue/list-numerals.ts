/** A list item's mark in Arabic or Persian digits; a dash behind it is as usual there as a full stop. */
const numbered =
  /^((?:[ \t]*>)*([ \t]*)(?:[-*+][ \t]+)*)(?:([٠-٩۰-۹]{1,9})([.)])|([٠-٩۰-۹]{1,3})[-–])(?=[ \t]|$)/
const anyItem = /^[ \t>]*(?:[-*+]|\d{1,9}[.)])(?:[ \t]|$)/
const fence = /^[ \t>]*(?:[-*+][ \t]+|\d{1,9}[.)][ \t]+)*(`{3,}|~{3,})/

/**
 * The text with the marks of its numbered lists as Markdown knows them, `۱.` and `۱-` as `1.`: CommonMark takes Latin
 * digits alone (0.31 §5.2). Every character stays at its place, and code as it is.
 */
export const withLatinListNumbers = (text: string): string => {
  if (!/[٠-٩۰-۹](?:[.)]|[-–][ \t])/.test(text)) return text
  let open = ''
  let isInList = false
  let isAfterBlank = true
  return text
    .split('\n')
    .map((line) => {
      const mark = fence.exec(line)?.[1]
      if (mark && (open === '' || mark.startsWith(open))) {
        open = open === '' ? mark : ''
        return line
      }
      if (open !== '') return line
      const found = numbered.exec(line)
      // Indented so far, a line is code, unless it belongs to an item. Within a paragraph, only a first item begins a list.
      const isCode = !isInList && /^(?: {4}| {0,3}\t)/.test(found?.[2] ?? line)
      const begins = isInList || isAfterBlank || /^[١۱]$/.test(found?.[3] ?? found?.[5] ?? '')
      const written = found && begins && !isCode ? latin(line, found) : line
      if (anyItem.test(written) && !isCode) isInList = true
      else if (isAfterBlank && /^\S/.test(line)) isInList = false
      isAfterBlank = /^[ \t>]*$/.test(line)
      return written
    })
    .join('\n')
}

const latin = (line: string, [whole, before = '', , digits, mark = '.', short]: RegExpExecArray): string =>
  before + (digits ?? short!).replace(/./g, latinDigit) + mark + line.slice(whole!.length)

/** U+0660–0669 and U+06F0–06F9 end in the digit itself. */
const latinDigit = (digit: string): string => String(digit.charCodeAt(0) & 15)
