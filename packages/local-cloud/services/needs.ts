import type { Statement } from '../types.ts'

export type Needed = {
  /** Statements that alone allowed what `principal` (an ARN) asked for. */
  statements: { principal: string; statement: Statement }[]
  /** Logical ids of the routes that led a request to where no other would have led it. */
  routes: string[]
}

export type Needs = ReturnType<typeof createNeeds>

/** Keeps what of the template was needed: without it, something that was asked for would have been refused. */
export const createNeeds = () => {
  const statements = new Map<string, Set<Statement>>()
  const routes = new Set<string>()
  return {
    /** @param by the statements that allowed a principal something, each of them enough */
    allowed: (principal: string, by: Statement[]) => {
      const [only, another] = by
      if (!only || another) return
      const own = statements.get(principal) ?? new Set()
      statements.set(principal, own.add(only))
    },
    routed: (logicalId: string) => void routes.add(logicalId),
    all: (): Needed => ({
      statements: [...statements].flatMap(([principal, own]) =>
        [...own].map((statement) => ({ principal, statement })),
      ),
      routes: [...routes],
    }),
  }
}
