const lone = new Set(['meta', 'img', 'source', 'br', 'wbr', 'hr', 'link', 'input', 'path', 'rect', 'circle'])
const token =
  /<!--\[if ([^\]]*)\]>(<!-->)?|(?:<!--)?<!\[endif\]-->|<!--(?!\[if)[\s\S]*?-->|<(\/?)([a-z][\w:-]*)(?:"[^"]*"|'[^']*'|[^>"'])*?(\/?)>/gi

/**
 * What is wrong with the nesting of a document: of its tags as browsers see them, of the tags with those in
 * conditional comments as Outlook sees them, and of the comments themselves.
 */
export const unbalanced = (html: string): string[] => [
  ...nesting(html, (condition) => condition.startsWith('!')),
  ...nesting(html, (condition) => /^mso( \| IE)?$/.test(condition)),
]

const nesting = (html: string, seen: (condition: string) => boolean): string[] => {
  const open: string[] = []
  const wrong: string[] = []
  let condition: string | undefined
  for (const [whole, begun, , close, name = '', self] of html.matchAll(token)) {
    if (begun !== undefined) {
      if (condition !== undefined) wrong.push(`${whole} inside ${condition}`)
      condition = begun
    } else if (whole.includes('<![endif]')) {
      if (condition === undefined) wrong.push(`${whole} ends nothing`)
      condition = undefined
    } else if (
      name &&
      (condition === undefined || seen(condition)) &&
      !lone.has(name.toLowerCase()) &&
      !self
    ) {
      if (!close) open.push(name)
      else if (open.pop() !== name) wrong.push(`${whole} closes nothing`)
    }
  }
  if (condition !== undefined) wrong.push(`${condition} is never ended`)
  return [...wrong, ...open.map((name) => `<${name}> is never closed`)]
}
