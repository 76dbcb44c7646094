/**
 * A reference to the id `target`. `within` are the ids of elements around it; `isCopy` means that the target is drawn
 * again there.
 */
export type Use = { target: string; within: readonly string[]; isCopy?: boolean }
/** An element with its names (type, id, classes) and the ids of elements around it. */
export type Styled = { names: readonly string[]; within: readonly string[] }

/** Ids referred to by a value, for paint, clipping, masks or markers: `url(#sea)`. */
export const paintsIn = (value: string): string[] =>
  [...value.matchAll(/url\(\s*['"]?#([^'")\s]+)/gi)].map(([, id]) => targetOf(id!))

/** The id of a fragment, which browsers also accept percent-encoded. */
export const targetOf = (fragment: string): string => {
  try {
    return decodeURIComponent(fragment)
  } catch {
    return fragment
  }
}

/**
 * References made by CSS rules. A rule is assumed to match every element that its selector names anywhere; one that
 * names none, such as `*` or `[fill]`, matches all.
 * @param counts whether drawing a target is work
 */
export function* usesByStyle(
  styles: string,
  elements: readonly Styled[],
  counts: (target: string) => boolean,
): Generator<Use> {
  const byName = new Map<string, Set<string>>()
  for (const rule of styles.split('}')) {
    const at = rule.lastIndexOf('{')
    const targets = paintsIn(rule.slice(at + 1)).filter(counts)
    if (targets.length === 0) continue
    const selector = rule.slice(0, Math.max(at, 0))
    const names = /[*[:]/.test(selector) ? [''] : (selector.match(/[^\s.#,>+~{]+/g) ?? [''])
    for (const name of names) {
      const all = byName.get(name) ?? new Set()
      for (const target of targets) all.add(target)
      byName.set(name, all)
    }
  }
  for (const { names, within } of elements)
    for (const name of ['', ...names]) for (const target of byName.get(name) ?? []) yield { target, within }
}

/**
 * The number of parts drawn when every reference is followed. Parts that use parts that use parts may be more than any
 * browser can draw.
 * @param weightOf the work of drawing a part
 * @returns infinity if something refers to itself
 */
export const countDrawn = (uses: readonly Use[], weightOf = (_id: string) => 1): number => {
  const inside = new Map<string, string[]>()
  for (const { target, within } of uses)
    for (const id of within) {
      const targets = inside.get(id)
      if (targets) targets.push(target)
      else inside.set(id, [target])
    }
  const counted = new Map<string, number>()
  const count = (id: string, depth: number): number => {
    const known = counted.get(id)
    if (known !== undefined) return known
    if (depth > 50) return Number.POSITIVE_INFINITY
    counted.set(id, Number.POSITIVE_INFINITY)
    const all = (inside.get(id) ?? []).reduce((sum, target) => sum + count(target, depth + 1), weightOf(id))
    counted.set(id, all)
    return all
  }
  return uses.reduce((sum, { target }) => sum + count(target, 0), 0)
}

/** A filter processes the whole picture pixel by pixel, as much work as drawing this many parts. */
const filterWeight = 40

/**
 * The work of drawing, counted in parts.
 * @param layers number of elements that must be drawn separately
 */
export const effortOf = (drawn: readonly Use[], filters: ReadonlySet<string>, layers: number): number => {
  const copies = countDrawn(drawn.filter(({ isCopy }) => isCopy))
  return countDrawn(drawn, (id) => (filters.has(id) ? filterWeight : 1)) + layers * (1 + copies)
}
