import type { Resource } from '../types.ts'
import { nameIn, type Others } from './resource-kind.ts'
import { kinds } from './resource-kinds.ts'
import type { StackTemplate } from './template.ts'

/** Resources of types that are not known here, and what to say of each. */
export const unknownIn = (stacks: StackTemplate[], leaveOut: readonly string[]) =>
  stacks.flatMap(({ name, template }) =>
    Object.entries(template.Resources)
      .filter(([, { Type }]) => !kinds[Type] && !leaveOut.includes(Type))
      .map(([logicalId, { Type: type }]) => ({
        type,
        line:
          `${nameIn({ type, logicalId })} of stack ${name}: the local cloud does not know this type; ` +
          `start without such resources by \`leaveOut: ['${type}']\`.`,
      })),
  )

/** What AWS or the local cloud does not take of the resources: a line for each. */
export const faultsIn = async (others: Others, all: Resource[]): Promise<string[]> => {
  const lines = await Promise.all(
    all.map(async (resource) => {
      const fault = await kinds[resource.type]?.fault?.(resource, others)
      return fault ? `${nameIn(resource)}: ${fault}` : []
    }),
  )
  return lines.flat()
}
