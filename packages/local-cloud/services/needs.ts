import type { Statement } from '../types.ts'

export type Needed = {
  /** Statements that were the only ones to allow a request of `principal` (an ARN). */
  statements: { principal: string; statement: Statement }[]
  /** Logical ids of routes without which a request would have ended elsewhere. */
  routes: string[]
}

export type Needs = ReturnType<typeof createNeeds>

/** Records which parts of the template were needed: without them, some request would have been refused. */
export const createNeeds = () => {
  const statements = new Map<string, Set<Statement>>()
  const routes = new Set<string>()
  return {
    /** @param by the statements that allowed a principal's request, each of which is sufficient */
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
