import anyAscii from 'any-ascii'

const longest = 40

/**
 * A URL slug for a title in any script: `微软 CTO` → `wei-ruan-cto`. Empty when nothing is left. At most 40 characters.
 */
export const slugOf = (title: string): string => {
  // Each Chinese character becomes a word of its own, so that their readings do not run together.
  const words = title.replace(/\p{Script=Han}/gu, (character) => ` ${anyAscii(character)} `)
  const slug = anyAscii(words.normalize('NFC'))
    .toLowerCase()
    .replace(/['’`]/g, '')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
  if (slug.length <= longest) return slug
  const cut = slug.slice(0, longest + 1)
  return cut.slice(0, cut.lastIndexOf('-') > 0 ? cut.lastIndexOf('-') : longest)
}
