import type { Resource } from '../types.ts'
import { resolveValue } from './intrinsics.ts'
import { localUrls } from './local-urls.ts'
import { createLookup } from './lookup.ts'
import { resolveParameters } from './parameters.ts'
import { type Deployment, nameIn, type Stack } from './resource-kind.ts'
import { kinds } from './resource-kinds.ts'
import type { Template, TemplateResource } from './template.ts'

export type Deployed = { resources: Resource[]; outputs: Record<string, string> }

/**
 * Resolves a whole template: each resource with its identity and properties, and the outputs.
 * Throws one line, with type and logical id, for what cannot be resolved or is not known here.
 */
export const resolveTemplate = (
  template: Template,
  stack: Stack,
  given: Record<string, string>,
): Deployed => {
  const declared = declaredIn(template)
  const { lookup, identityOf, present } = createLookup(template, stack, resolveParameters(template, given))
  const resolved = [...declared]
    .filter(([, it]) => present(it))
    .map(([logicalId, { Type, Properties }]) =>
      within(nameIn({ type: Type, logicalId }), (): Resource => {
        const properties = resolveValue(Properties ?? {}, lookup) as Record<string, unknown>
        return { logicalId, type: Type, properties, ...identityOf(logicalId) }
      }),
    )
  const hosts = localUrls(stack)(resolved)
  const resources = resolved.map((it) => ({ ...it, properties: hosts(it.properties) }))
  const outputs = Object.entries(template.Outputs ?? {})
    .filter(([, it]) => present(it))
    .map(([name, { Value }]) => [
      name,
      within(`Output ${name}`, () => String(hosts(resolveValue(Value, lookup)))),
    ])
  return { resources, outputs: Object.fromEntries(outputs) }
}

/** Makes the resources real, in the order in which the kinds are listed. */
export const deploy = async (deployment: Deployment) => {
  for (const [type, kind] of Object.entries(kinds)) {
    for (const resource of kind.deploy ? deployment.resources.ofType(type) : [])
      await kind.deploy!(resource, deployment)
  }
}

const declaredIn = ({ Resources }: Template): Map<string, TemplateResource> => {
  for (const [logicalId, { Type: type }] of Object.entries(Resources)) {
    if (kinds[type]) continue
    throw new Error(
      `${nameIn({ type, logicalId })}: this type is not known to the local cloud (packages/local-cloud/template/resource-kinds.ts).`,
    )
  }
  return new Map(Object.entries(Resources))
}

const within = <T>(where: string, work: () => T): T => {
  try {
    return work()
  } catch (cause) {
    throw new Error(`${where}: ${(cause as Error).message}`, { cause })
  }
}
