/**
 * On which pages the targets of a PDF's links stand. Reads what Chromium writes (Skia/PDF): its page tree and its named
 * destinations lie open in the file (ISO 32000-1, §7.7.3, §12.3.2.3).
 * @returns pages by name, from 1; empty where the file is written in another way
 */
export const pagesInPdf = (bytes: Uint8Array): Map<string, number> => {
  const text = Buffer.from(bytes).toString('latin1')
  const order = pageObjects(text)
  const pages = new Map<string, number>()
  const [, destinations] = /\/Dests (\d+) 0 R/.exec(text) ?? []
  if (destinations === undefined) return pages
  for (const [, name, page] of objectOf(text, destinations).matchAll(/\/(\S+) \[(\d+) 0 R \/XYZ/g)) {
    const at = order.indexOf(page!)
    if (at >= 0) pages.set(unescaped(name!), at + 1)
  }
  return pages
}

/** How many pages a PDF of Chromium has. */
export const countPages = (bytes: Uint8Array): number =>
  pageObjects(Buffer.from(bytes).toString('latin1')).length

const objectOf = (text: string, id: string): string => {
  const from = text.indexOf(`\n${id} 0 obj`)
  return from < 0 ? '' : text.slice(from, text.indexOf('\nendobj', from))
}

/** Ids of the pages, in order. */
const pageObjects = (text: string): string[] => {
  const nodes = new Map(
    [...text.matchAll(/\n(\d+) 0 obj\s*<<\/Type \/Pages\b([^>]*)>>\s*endobj/g)].map(([, id, rest]) => [
      id!,
      rest!,
    ]),
  )
  const leaves = (id: string): string[] => {
    const node = nodes.get(id)
    if (node === undefined) return [id]
    const [, kids = ''] = /\/Kids \[([^\]]*)\]/.exec(node) ?? []
    return [...kids.matchAll(/(\d+) 0 R/g)].flatMap(([, kid]) => leaves(kid!))
  }
  const root = [...nodes].find(([, node]) => !node.includes('/Parent'))
  return root ? leaves(root[0]) : []
}

/** A name's characters that are written by their codes (§7.3.5). */
const unescaped = (name: string): string =>
  name.replace(/#([0-9A-Fa-f]{2})/g, (_, code) => String.fromCharCode(Number.parseInt(code, 16)))
