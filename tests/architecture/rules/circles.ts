import type { Rule } from '../source.ts'

/** No file leads back to itself, not even by a type. */
export const noCircles: Rule = (sources) => {
  const next = new Map<string, string[]>()
  for (const { path, imports } of sources) next.set(path, [...new Set(imports.map(({ to }) => to))])
  const done = new Set<string>()
  const circles: string[] = []
  const walk = (path: string, way: string[]) => {
    if (way.includes(path)) circles.push([...way.slice(way.indexOf(path)), path].join(' → '))
    if (way.includes(path) || done.has(path)) return
    for (const to of next.get(path) ?? []) walk(to, [...way, path])
    done.add(path)
  }
  for (const path of next.keys()) walk(path, [])
  return circles
}
