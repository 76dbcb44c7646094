/** What is referred to, and the ids of what the reference stands in. `isCopy`: it is drawn there once more. */
export type Use = { target: string; within: readonly string[]; isCopy?: boolean }
/** An element by its names: what it is, its id, and its classes. */
export type Styled = { names: readonly string[]; within: readonly string[] }

/** Ids that a value paints with, cuts by, or marks by: `url(#sea)`. */
export const paintsIn = (value: string): string[] =>
  [...value.matchAll(/url\(\s*['"]?#([^'")\s]+)/gi)].map(([, id]) => targetOf(id!))

/** The id that a fragment means, which browsers also find percent-encoded. */
export const targetOf = (fragment: string): string => {
  try {
    return decodeURIComponent(fragment)
  } catch {
    return fragment
  }
}

/**
 * What elements refer to by the rules of a style. A rule is taken to mean every element that its selector names anywhere;
 * one that names none, as `*` and `[fill]`, means all.
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
 * How many parts a drawing comes to when each reference is drawn: parts that use parts that use parts may be more than
 * any browser can draw.
 * @param weightOf how much work a part is
 * @returns infinity where something refers to itself
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

/** A filter goes over a whole picture pixel by pixel, as often as drawing forty parts would. */
const filterWeight = 40

/** How much there is to draw, in parts. @param layers what has to be drawn apart first */
export const effortOf = (drawn: readonly Use[], filters: ReadonlySet<string>, layers: number): number => {
  const copies = countDrawn(drawn.filter(({ isCopy }) => isCopy))
  return countDrawn(drawn, (id) => (filters.has(id) ? filterWeight : 1)) + layers * (1 + copies)
}
