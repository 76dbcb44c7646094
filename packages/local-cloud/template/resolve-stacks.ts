import type { Resource } from '../types.ts'
import { createExports } from './exports.ts'
import { resolveValue } from './intrinsics.ts'
import { createLookup } from './lookup.ts'
import { ownParameters, resolveParameters } from './parameters.ts'
import { nameIn, type Place } from './resource-kind.ts'
import type { StackTemplate } from './template.ts'

/** Resources and outputs of all stacks. Logical ids and output names start with their stack's prefix. */
export type Deployed = { resources: Resource[]; outputs: Record<string, string> }

type Options = {
  place: Place
  /** Values for parameters, by stack prefix and parameter name. */
  parameters?: Record<string, string>
  /** Types of resources that are not deployed. */
  leaveOut?: readonly string[] | undefined
}

/**
 * Resolves whole templates: each resource with its identity and properties, and the outputs.
 * Types that are not known here must be left out.
 * @throws a line with type and logical id for what cannot be resolved
 */
export const resolveStacks = (
  stacks: StackTemplate[],
  { place, parameters = {}, leaveOut = [] }: Options,
): Deployed => {
  const imported = createExports(() => opened)
  const given = ownParameters(stacks, parameters)
  const opened = stacks.map((it, at) => ({
    ...it,
    ...createLookup({
      template: it.template,
      stack: { ...place, name: it.name },
      parameters: resolveParameters(it.template, given[at]!),
      leaveOut,
      imported,
    }),
  }))
  const resources = opened.flatMap(({ prefix, template, lookup, identityOf, present }) =>
    Object.entries(template.Resources)
      .filter(([, it]) => present(it) && !leaveOut.includes(it.Type))
      .map(([id, { Type: type, Properties }]) => {
        const logicalId = prefix + id
        return within(nameIn({ type, logicalId }), (): Resource => {
          const properties = resolveValue(Properties ?? {}, lookup) as Record<string, unknown>
          return { logicalId, type, properties, ...identityOf(id) }
        })
      }),
  )
  refuseTwins(resources)
  const outputs = opened.flatMap(({ prefix, template, lookup, present }) =>
    Object.entries(template.Outputs ?? {})
      .filter(([, it]) => present(it))
      .map(([name, { Value }]) => [
        prefix + name,
        within(`Output ${prefix}${name}`, () => String(resolveValue(Value, lookup))),
      ]),
  )
  return { resources, outputs: Object.fromEntries(outputs) }
}

/** Refuses duplicate ARNs, as AWS does. Stacks meant for several accounts often use the same names. */
const refuseTwins = (resources: Resource[]) => {
  const known = new Map<string, Resource>()
  for (const resource of resources) {
    const { Arn } = resource.attributes
    const other = Arn && known.get(Arn)
    if (other)
      throw new Error(`${nameIn(resource)} has the same name as ${nameIn(other)}: choose by \`stacks\`.`)
    if (Arn) known.set(Arn, resource)
  }
}

const within = <T>(where: string, work: () => T): T => {
  try {
    return work()
  } catch (cause) {
    throw new Error(`${where}: ${(cause as Error).message}`, { cause })
  }
}
