import { type Lookup, resolveValue } from './intrinsics.ts'
import type { StackTemplate } from './template.ts'

type Exporting = Pick<StackTemplate, 'name' | 'template'> & {
  lookup: Lookup
  present(output: { Condition?: string }): boolean
}

/**
 * Exports between stacks: outputs with `Export`, resolved in their own stack on demand (CloudFormation User Guide, "Get
 * exported outputs from a deployed CloudFormation stack").
 * @returns a function from an export's name to its value; it throws when no stack or more than one exports it
 */
export const createExports = (stacks: () => Exporting[]): Lookup['imported'] => {
  const under = new Set<string>()
  const find = (wanted: string) =>
    stacks().flatMap(({ name, template, lookup, present }) =>
      Object.values(template.Outputs ?? {})
        .filter((it) => it.Export && present(it))
        .filter((it) => String(resolveValue(it.Export!.Name, lookup)) === wanted)
        .map(({ Value }) => ({ name, value: () => resolveValue(Value, lookup) })),
    )
  return (wanted) => {
    if (under.has(wanted)) throw new Error(`The export ${wanted} depends on itself.`)
    under.add(wanted)
    try {
      const [found, another] = find(wanted)
      if (!found) throw new Error(`No stack that is run exports ${wanted}.`)
      if (another) throw new Error(`Both ${found.name} and ${another.name} export ${wanted}.`)
      return found.value()
    } finally {
      under.delete(wanted)
    }
  }
}
