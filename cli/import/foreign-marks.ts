import { quoted } from './clean/remarks.ts'
import { emojiNames } from './emoji-names.ts'
import type { Dropped } from './outline.ts'

/** More lines than a tag of a template has. */
const longestTag = 30
/** Nobody writes longer lines with such marks. */
const longestLine = 4_000

/**
 * Reads marks that other programs give a meaning: MkDocs' admonitions become quotations, its tabs bold lines, names of emoji become emoji,
 * names of icons and template tags over several lines are left out. Nothing in code changes. Takes linear time.
 * @returns the text, with as many lines as before, and what was left out
 */
export const readForeignMarks = (text: string): { text: string; dropped: Dropped[] } => {
  if (!/^\s*(?:!!!|\?\?\?|===)|:[\w+-]+:|\{%/m.test(text)) return { text, dropped: [] }
  const lines = text.split('\n')
  const dropped: Dropped[] = []
  let fence: string | undefined
  for (let at = 0; at < lines.length; at++) {
    const line = lines[at]!
    const mark = /^\s{0,12}(`{3,}|~{3,})/.exec(line)?.[1]
    if (mark && (fence === undefined || (mark.startsWith(fence) && line.trim() === mark)))
      fence = fence === undefined ? mark : undefined
    if (fence !== undefined || mark || line.length > longestLine) continue
    const end = tagEnd(lines, at)
    if (end > at) {
      dropped.push({ line: at + 1, endLine: end + 1, reason: `template code: ${quoted(line)}` })
      lines.fill('', at, end + 1)
      at = end
    } else if (admonition.test(line)) at = quote(lines, at, dropped)
    else if (tab.test(line)) openTab(lines, at, dropped)
    else lines[at] = withEmoji(line, at, dropped)
  }
  return { text: lines.join('\n'), dropped }
}

/** The last line of a template tag that begins on this line and ends on another; the same line if none does. */
const tagEnd = (lines: readonly string[], at: number): number => {
  if (!/^\s*\{%(?:(?!%\}).)*$/.test(lines[at]!)) return at
  for (let end = at + 1; end < lines.length && end - at < longestTag; end++) {
    if (/^\s*\{%/.test(lines[end]!)) return at
    if (/%\}\s*$/.test(lines[end]!)) return end
  }
  return at
}

const admonition = /^( {0,8})(?:!!!|\?\?\?\+?)[ \t]+([\w-]+)(?:[ \t]+[\w -]*)?(?:[ \t]*"(.*)")?[ \t]*$/

/**
 * Makes a quotation of an admonition and the indented lines below it.
 * @returns its last line
 */
const quote = (lines: string[], at: number, dropped: Dropped[]): number => {
  const [, indent = '', kind = '', title] = admonition.exec(lines[at]!)!
  const word = title ?? `${kind[0]!.toUpperCase()}${kind.slice(1)}`
  const inside = `${indent}    `
  let last = at
  for (let next = at + 1; next < lines.length; next++) {
    if (lines[next]!.startsWith(inside) || lines[next]!.startsWith('\t')) last = next
    else if (lines[next]!.trim() !== '') break
  }
  lines[at] =
    word === '' ? `${indent}>` : `${indent}> **${withEmoji(word, at, dropped)}**${last > at ? '\\' : ''}`
  for (let next = at + 1; next <= last; next++) {
    const line = lines[next]!
    const words = line.startsWith(inside) ? line.slice(inside.length) : line.trimStart()
    lines[next] = `${indent}> ${withEmoji(words, next, dropped)}`.trimEnd()
  }
  return last
}

const tab = /^( {0,8})===[+!]{0,2}[ \t]+"([^"]{1,200})"[ \t]*$/

/** Makes a bold line of a tab's name; what it holds is indented no more. */
const openTab = (lines: string[], at: number, dropped: Dropped[]): void => {
  const [, indent = '', name = ''] = tab.exec(lines[at]!)!
  const inside = `${indent}    `
  lines[at] = `${indent}**${withEmoji(name, at, dropped)}**`
  for (let next = at + 1; next < lines.length; next++) {
    const line = lines[next]!
    if (line.startsWith(inside)) lines[next] = indent + line.slice(inside.length)
    else if (line.trim() !== '') break
  }
}

const icon = /^(?:fontawesome|material|octicons|simple|bootstrap|phosphor|mdi|fa)-/
const named = /(`+)[^`]{0,500}\1|(?<![\w:/.]):([a-z0-9+-][\w+-]{0,60}):(?![\w:/])([ \t]?)/g

const withEmoji = (line: string, at: number, dropped: Dropped[]): string => {
  if (!line.includes(':')) return line
  return line.replace(named, (found: string, code: string | undefined, name: string, space: string) => {
    if (code) return found
    const emoji = emojiNames.get(name)
    if (emoji) return emoji + space
    if (!icon.test(name)) return found
    dropped.push({ line: at + 1, reason: `an icon that is not known here: ${quoted(found)}` })
    return ''
  })
}
