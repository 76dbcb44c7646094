import anyAscii from 'any-ascii'

const longest = 40

/** The part of an address that stands for a title, in any script: `微软 CTO` → `wei-ruan-cto`. Empty when nothing is left. */
export const slugOf = (title: string): string => {
  // Each Chinese character is a word of its own, so that their readings do not run together.
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

/** Gives each its own: the second of the same is `x-2`. */
export const createUnique = () => {
  const taken = new Set<string>()
  return (wanted: string): string => {
    let name = wanted
    for (let number = 2; taken.has(name); number += 1) name = `${wanted}-${number}`
    taken.add(name)
    return name
  }
}
