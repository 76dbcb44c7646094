import type { Problem } from '../types.ts'

export type Problems = {
  report(problem: Problem): void
  all(): Problem[]
  /** Calls the listener for each future problem; returns the function that unsubscribes it. */
  onProblem(listener: (problem: Problem) => void): () => void
}

/** Events that would be incidents in the real cloud, in order. */
export const createProblems = (): Problems => {
  const problems: Problem[] = []
  const listeners = new Set<(problem: Problem) => void>()
  return {
    report: (problem) => {
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
