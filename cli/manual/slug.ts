/** The address of a heading, as GitHub makes it, so that links hold there and here. */
export const slugFor = (heading: string): string =>
  heading
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}\p{M} _-]/gu, '')
    .replaceAll(' ', '-')

/** Gives each heading of a page an address of its own. */
export const createSlugs = () => {
  const taken = new Map<string, number>()
  return (heading: string): string => {
    const slug = slugFor(heading)
    const before = taken.get(slug) ?? 0
    taken.set(slug, before + 1)
    return before === 0 ? slug : `${slug}-${before}`
  }
}
