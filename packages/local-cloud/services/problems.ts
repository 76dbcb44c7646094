import type { Problem } from '../types.ts'

export type Problems = {
  report(problem: Problem): void
  all(): Problem[]
  /** Calls the listener for each future problem; returns the function that unsubscribes it. */
  onProblem(listener: (problem: Problem) => void): () => void
}

/** Whether a function fails with the denial of one of its calls, which is a problem of its own already. */
const isDenialAgain = ({ kind, where, what }: Problem, problems: Problem[]): boolean => {
  const [, action, resource] = /is not authorized to perform: (\S+) on resource: (\S+)/.exec(what) ?? []
  if (kind !== 'error' || !action || !resource) return false
  return problems.some(
    (other) =>
      other.kind === 'denied' &&
      other.where === where &&
      other.what.startsWith(`${action} on `) &&
      other.what.includes(resource),
  )
}

/** Events that would be incidents in the real cloud, in order. */
export const createProblems = (): Problems => {
  const problems: Problem[] = []
  const listeners = new Set<(problem: Problem) => void>()
  return {
    report: (problem) => {
      if (isDenialAgain(problem, problems)) return
      problems.push(problem)
      for (const listener of listeners) listener(problem)
    },
    all: () => [...problems],
    onProblem: (listener) => {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
  }
}
