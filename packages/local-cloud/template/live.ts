import type { Resource } from '../types.ts'
import type { Registry } from './registry.ts'

export type Undo = () => Promise<void>

export type Live = {
  /** Changes one deployed resource's properties; gives the undo. */
  edit(logicalId: string, change: (resource: Resource) => void): Promise<Undo>
  /** Takes one resource out, as if the template had forgotten it; gives the undo. */
  remove(logicalId: string): Promise<Undo>
  /** Takes the statements of a policy resource out that the test picks. Throws when it picks none. */
  removeStatements(logicalId: string, which: (statement: Statement) => boolean): Promise<Undo>
  /** Takes an environment variable of a function out. Throws when it has none of this name. */
  removeVariable(logicalId: string, name: string): Promise<Undo>
}

type Statement = { Sid?: string; Action: string | string[]; Resource?: string | string[] }

/**
 * Edits of the deployed resources, for tests that show what a forgotten line breaks.
 * `apply` brings a changed resource into force; most are read at each use and need nothing.
 */
export const createLive = (registry: Registry, apply: (resource: Resource) => Promise<void>): Live => {
  const edit: Live['edit'] = async (logicalId, change) => {
    const resource = registry.get(logicalId)
    if (!resource) throw new Error(`There is no resource ${logicalId}.`)
    const before = structuredClone(resource.properties)
    change(resource)
    await apply(resource)
    return async () => {
      resource.properties = before
      await apply(resource)
    }
  }
  return {
    edit,
    remove: async (logicalId) => {
      const resource = registry.remove(logicalId)
      await apply(resource)
      return async () => {
        registry.add(resource)
        await apply(resource)
      }
    },
    removeStatements: (logicalId, which) =>
      edit(logicalId, ({ properties }) => {
        const document = properties.PolicyDocument as { Statement: Statement[] }
        const kept = document.Statement.filter((statement) => !which(statement))
        if (kept.length === document.Statement.length) throw new Error(`${logicalId} has no such statement.`)
        document.Statement = kept
      }),
    removeVariable: (logicalId, name) =>
      edit(logicalId, ({ properties }) => {
        const { Variables } = properties.Environment as { Variables: Record<string, string> }
        if (!(name in Variables)) throw new Error(`${logicalId} has no variable ${name}.`)
        delete Variables[name]
      }),
  }
}
