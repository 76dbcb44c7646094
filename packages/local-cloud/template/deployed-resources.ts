import type { Resource, Resources } from '../types.ts'

export type Registry = Resources & {
  add(resource: Resource): void
  /** Removes a resource and returns it, so that it can be added again. */
  remove(logicalId: string): Resource
  /** All resources by logical id. */
  map: Map<string, Resource>
}

/** The deployed resources, by id, type and ARN. */
export const createRegistry = (): Registry => {
  const map = new Map<string, Resource>()
  const types = new Map<string, Resource[]>()
  const arns = new Map<string, Resource>()
  return {
    map,
    get: (logicalId) => map.get(logicalId),
    ofType: (type) => types.get(type) ?? [],
    byArn: (arn) => arns.get(arn),
    add: (resource) => {
      map.set(resource.logicalId, resource)
      types.set(resource.type, [...(types.get(resource.type) ?? []), resource])
      if (resource.attributes.Arn) arns.set(resource.attributes.Arn, resource)
    },
    remove: (logicalId) => {
      const resource = map.get(logicalId)
      if (!resource) throw new Error(`There is no resource ${logicalId}.`)
      map.delete(logicalId)
      types.set(
        resource.type,
        types.get(resource.type)!.filter((it) => it !== resource),
      )
      if (resource.attributes.Arn) arns.delete(resource.attributes.Arn)
      return resource
    },
  }
}
