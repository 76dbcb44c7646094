/** Named characters of HTML (§13.5). The first five are those that markup needs, in XML too. */
const characters: Record<string, string> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  '#39': "'",
  '#x27': "'",
  nbsp: '\u00a0',
  mdash: '—',
  ndash: '–',
}
const names = new Map(
  Object.entries(characters)
    .slice(0, 5)
    .map(([name, character]) => [character, `&${name};`]),
)

/** Escapes a text for text content and quoted attributes, in HTML and XML. */
export const escapeHtml = (text: string): string =>
  text.replace(/[&<>"']/g, (character) => names.get(character)!)

/** Decodes the entities listed here; leaves others as they are. */
export const unescapeHtml = (text: string): string =>
  text.replace(/&([a-z]+|#39|#x27);/g, (entity, name: string) =>
    Object.hasOwn(characters, name) ? characters[name]! : entity,
  )
