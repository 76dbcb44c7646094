const wrapped =
  /^\s*<(div|p)\b[^<>]{0,300}>((?:(?!<\/?(?:div|p|table|ul|ol|h[1-6]|blockquote)\b)[^\n]){0,4000})<\/\1>\s*$/i
const isBlankOnly = (html: string): boolean => /^(?:\s|<br\s*\/?>|&nbsp;)*$/i.test(html)

/**
 * Reads a document of which nearly every line is an element of its own, `<div>words</div>`, as paragraphs: mail is
 * written so in editors that show none of it. Other documents stay as they are. The number of lines stays. Takes linear
 * time.
 */
export const unwrapLines = (text: string): string => {
  if (!/^\s*<(?:div|p)\b/im.test(text)) return text
  const lines = text.split('\n')
  const inner = lines.map((line) => (line.length < 5_000 ? wrapped.exec(line)?.[2] : undefined))
  const solid = lines.filter((line) => line.trim() !== '').length
  const isWhole = inner.filter((one) => one !== undefined).length >= Math.max(4, solid * 0.9)
  if (!isWhole || !inner.some((own) => own !== undefined && isBlankOnly(own))) return text
  const words = lines.map((line, at) => {
    const own = inner[at]
    return own === undefined ? line : isBlankOnly(own) ? '' : own.trim()
  })
  // A line ends a paragraph only where a blank one follows.
  return words
    .map((line, at) => {
      const next = words[at + 1] ?? ''
      const isBold = /^<(b|strong)>[^<]*<\/\1>$/i.test(line)
      return line !== '' && next.trim() !== '' && !isBold ? `${line}\\` : line
    })
    .join('\n')
}
