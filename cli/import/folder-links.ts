import { posix } from 'node:path'

/** What one document of a folder calls another: the path of that one, or undefined for an address of something else. */
export type FindDocument = (address: string, from: string) => string | undefined

/**
 * Finds the documents that links between them mean: `fog.md`, `../water/fog#deep`, `/water/fog.html`, and by their
 * names alone, `Fog`, as notes do.
 * @param paths of the folder's documents
 */
export const documentsBy = (paths: Iterable<string>): FindDocument => {
  const byPath = new Map<string, string>()
  const byName = new Map<string, string | undefined>()
  for (const path of paths) {
    const bare = withoutEnding(path)
    if (!byPath.has(bare)) byPath.set(bare, path)
    const name = posix.basename(bare).toLowerCase()
    // Two of one name are neither.
    byName.set(name, byName.has(name) ? undefined : path)
  }
  return (address, from) => {
    const [place = ''] = decoded(address.trim()).split(/[?#]/)
    if (place === '' || /^[a-z][a-z\d+.-]*:|^\/\//i.test(place)) return undefined
    const inFolder = place.startsWith('/') ? place.slice(1) : posix.join(posix.dirname(from), place)
    const bare = withoutEnding(posix.normalize(inFolder)).replace(/\/$/, '')
    return byPath.get(bare) ?? byPath.get(`${bare}/index`) ?? byName.get(place.toLowerCase())
  }
}

const withoutEnding = (path: string): string => path.replace(/\.(?:md|markdown|html?)$/i, '')

/** Decodes an address; one with a broken escape stays as it is. */
export const decoded = (address: string): string => {
  try {
    return decodeURI(address)
  } catch {
    return address
  }
}

const hugo = /(\]\(\s*<?)\{\{[<%]\s*(?:rel)?ref\s+["']?([^"'\s<>{}]{1,300})["']?\s*[%>]\}\}/g
const jekyll = /(\]\(\s*<?)(?:\{\{\s*site\.\w{1,20}\s*\}\})?\{%-?\s*link\s+([^\s{}%]{1,300})\s*-?%\}/g
const wiki =
  /(`+)[^`]{0,500}\1|(!?)\[\[([^[\]|#\n]{1,200})(?:#[^[\]|\n]{0,200})?(?:\|([^[\]\n]{1,200}))?\]\]/g
const picture = /\.(?:png|jpe?g|gif|webp|svg)$/i

/** Longer lines are no writing of anybody's, and the patterns take time quadratic in the length of a line. */
const longest = 4_000

/**
 * Writes references between documents as links: `{{< ref "fog.md" >}}` of Hugo, `{% link fog.md %}` of Jekyll,
 * `[[Fog|words]]` and `![[lamp.png]]` of notes. Those that name no document stay as they are.
 * @param from path of the document
 */
export const asLinks = (text: string, from: string, find: FindDocument): string => {
  if (!/\]\(\s*<?\{[{%]|\[\[/.test(text)) return text
  return text
    .split('\n')
    .map((line) => (line.length > longest ? line : lineWithLinks(line, from, find)))
    .join('\n')
}

const lineWithLinks = (line: string, from: string, find: FindDocument): string =>
  line
    .replace(hugo, (_, before: string, path: string) => before + path)
    .replace(jekyll, (_, before: string, path: string) => `${before}/${path.replace(/^\//, '')}`)
    .replace(
      wiki,
      (found: string, code: string | undefined, embeds: string, name: string, words?: string) => {
        if (code) return found
        if (embeds && picture.test(name)) {
          const isSize = /^\d+(?:x\d+)?$/.test(words ?? '')
          return `![${isSize ? '' : (words ?? '')}](<${name.trim()}>)`
        }
        const path = find(name, from)
        return path ? `[${words ?? name.trim()}](</${path}>)` : found
      },
    )
