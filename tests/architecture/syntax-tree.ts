import { type Node, type Program, visitorKeys } from 'oxc-parser'

/** A node of the tree with what it stands in: `key` is the parent's property that holds it. */
export type Place = { node: Node; parent: Node | undefined; key: string; inType: boolean }

/** What TypeScript adds to a value; all else that it adds is a type, and gone when the file runs. */
const aroundValues =
  /^TS(As|Satisfies|NonNull|Instantiation)Expression$|^TSTypeAssertion$|^TSParameterProperty$/

/** Every node of a tree, parents first. */
export const placesIn = (program: Program): Place[] => {
  const places: Place[] = []
  const walk = (node: Node, parent: Node | undefined, key: string, within: boolean) => {
    const inType = within || (node.type.startsWith('TS') && !aroundValues.test(node.type))
    places.push({ node, parent, key, inType })
    for (const name of visitorKeys[node.type] ?? []) {
      const below = (node as unknown as Record<string, unknown>)[name]
      for (const child of Array.isArray(below) ? below : [below])
        if (child) walk(child as Node, node, name, inType)
    }
  }
  walk(program, undefined, '', false)
  return places
}
