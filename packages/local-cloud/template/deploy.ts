import type { Deployment } from './resource-kind.ts'
import { kinds } from './resource-kinds.ts'

/** Deploys the resources, in the order in which the kinds are listed. */
export const deploy = async (deployment: Deployment) => {
  for (const [type, kind] of Object.entries(kinds)) {
    for (const resource of kind.deploy ? deployment.resources.ofType(type) : [])
      await kind.deploy!(resource, deployment)
  }
}
