import { createHash } from 'node:crypto'

/** Longer ones are not kept: a row of the ledger holds one address. */
const mostCharacters = 2_000

/**
 * The address of a link as it is counted. Readers' own links bear a token, and are nobody else's business.
 * @returns undefined for what is not counted
 */
export const countedAddress = (address: string | undefined): string | undefined => {
  if (!address || address.length > mostCharacters || !URL.canParse(address)) return undefined
  const { protocol, searchParams } = new URL(address)
  return /^https?:$/.test(protocol) && !searchParams.has('token') ? address : undefined
}

/** A short name of an address, by which rows speak of it: 60 bits, which no two links of one mail share. */
export const linkKeyOf = (address: string): string =>
  createHash('sha256').update(address).digest('base64url').slice(0, 10)

/**
 * Links that a batch's recipients pressed, as its row stores them: for each link that anybody pressed, in order, its key and the
 * indexes of who did: `Zm9vYmFyMTI:3,17 c2Vjb25kLi4:3`. Few press, so those who do not take no room.
 */
const read = (links: string): Map<string, Set<number>> =>
  new Map(
    links
      .split(' ')
      .filter(Boolean)
      .map((one) => {
        const [key = '', indexes = ''] = one.split(':')
        return [key, new Set(indexes.split(',').map(Number))]
      }),
  )

const write = (links: Map<string, Set<number>>): string =>
  [...links]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, indexes]) => `${key}:${[...indexes].sort((a, b) => a - b).join(',')}`)
    .join(' ')

/** Adds presses to those known: each recipient once a link, in whatever order, and however often, the events come. */
export const mergeLinks = (
  links: string,
  reports: readonly { index: number; link?: string | undefined }[],
): string => {
  const known = read(links)
  for (const { index, link } of reports) {
    if (!link) continue
    const key = linkKeyOf(link)
    known.set(key, (known.get(key) ?? new Set()).add(index))
  }
  return write(known)
}

/** How many recipients pressed each link, by its key. */
export const countLinks = (all: readonly string[]): Record<string, number> => {
  const counts: Record<string, number> = {}
  for (const links of all) for (const [key, { size }] of read(links)) counts[key] = (counts[key] ?? 0) + size
  return counts
}

/** Keys of the links that one recipient pressed. */
export const linksPressedBy = (links: string, index: number): string[] =>
  [...read(links)].flatMap(([key, indexes]) => (indexes.has(index) ? [key] : []))
