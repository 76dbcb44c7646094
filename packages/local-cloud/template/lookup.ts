import { type Lookup, resolveValue } from './intrinsics.ts'
import type { Identity, Stack } from './resource-kind.ts'
import { kinds } from './resource-kinds.ts'
import type { Template, TemplateResource } from './template.ts'

type Options = {
  template: Template
  stack: Stack
  parameters: Record<string, unknown>
  /** Types of resources that are not deployed. References to one resolve to its logical id. */
  leaveOut: readonly string[]
  imported: Lookup['imported']
}

/**
 * What intrinsic functions look up: pseudo parameters, parameters, and identities of resources. Identities are computed
 * when first needed, because one name may be built from another.
 */
export const createLookup = ({ template, stack, parameters, leaveOut, imported }: Options) => {
  const identities = new Map<string, Identity>()
  const conditions = new Map<string, boolean>()
  const given = { ...parameters, ...pseudo(stack) }

  const lookup: Lookup = {
    mappings: template.Mappings ?? {},
    ref: (id) => given[id] ?? identityOf(id).physicalId,
    attribute: (id, name) => {
      const { attributes } = identityOf(id)
      return isLeftOut(template.Resources[id]) ? `${id}.${name}` : attributeOf(id, name, attributes)
    },
    imported,
    condition: (name) => {
      if (!conditions.has(name)) conditions.set(name, Boolean(conditionOf(template, name, lookup)))
      return conditions.get(name)!
    },
  }
  const isLeftOut = (it?: TemplateResource) => it !== undefined && leaveOut.includes(it.Type)
  const present = ({ Condition }: { Condition?: string }) => !Condition || lookup.condition(Condition)
  const identityOf = (id: string): Identity => {
    const known = identities.get(id)
    if (known) return known
    const resource = template.Resources[id]
    if (!resource || !present(resource)) throw new Error(`The template has no resource or parameter ${id}.`)
    identities.set(id, unfinished(id))
    const property = (name: string) => resolveValue(resource.Properties?.[name], lookup)
    const identity = isLeftOut(resource)
      ? { physicalId: id, attributes: {} }
      : kinds[resource.Type]!.identify({ logicalId: id, type: resource.Type, stack, property })
    identities.set(id, identity)
    return identity
  }
  return { lookup, identityOf, present }
}

const unfinished = (id: string): Identity => {
  const fail = () => {
    throw new Error(`The name of ${id} depends on itself.`)
  }
  return {
    get physicalId() {
      return fail()
    },
    get attributes() {
      return fail()
    },
  }
}

const attributeOf = (id: string, name: string, attributes: Identity['attributes']) => {
  const value = attributes[name]
  if (value === undefined) throw new Error(`${id} has no attribute ${name} in the local cloud.`)
  return value
}

const conditionOf = ({ Conditions }: Template, name: string, lookup: Lookup) => {
  if (!Conditions || !(name in Conditions)) throw new Error(`The template has no condition ${name}.`)
  return resolveValue(Conditions[name], lookup)
}

const pseudo = ({ name, account, region }: Stack): Record<string, unknown> => ({
  'AWS::AccountId': account,
  'AWS::Region': region,
  'AWS::Partition': 'aws',
  'AWS::URLSuffix': 'amazonaws.com',
  'AWS::StackName': name,
  'AWS::StackId': `arn:aws:cloudformation:${region}:${account}:stack/${name}/local`,
  'AWS::NotificationARNs': [],
})
