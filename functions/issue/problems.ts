import type { Problem } from './issue.ts'

/** Gathers what is wrong, so that an editor sees all of it at once. */
export type Problems = { add(file: string, reason: string, line?: number): void; readonly all: Problem[] }

export const createProblems = (): Problems => {
  const all: Problem[] = []
  return {
    all,
    add: (file, reason, line) => {
      const known = all.some((one) => one.file === file && one.line === line && one.reason === reason)
      if (!known) all.push({ file, ...(line !== undefined && { line }), reason })
    },
  }
}
