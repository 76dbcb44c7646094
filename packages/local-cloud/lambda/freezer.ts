import type { ChildProcess } from 'node:child_process'
import { type Guard, startGuard } from './guard.ts'

/** Says which processes may be stopped, and takes care that none of them outlives this one. */
export type Freezer = {
  /** From now on the process may be stopped. */
  add(child: ChildProcess): void
  /** Whether processes can be stopped here at all. */
  able(): boolean
  end(): void
}

type Options = {
  /** Told once why nothing is frozen. */
  say: (line: string) => void
  platform?: NodeJS.Platform
}

/**
 * What Lambda's freezing needs of the platform: SIGSTOP and SIGCONT, which Windows lacks, and a guard.
 * https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtime-environment.html#runtimes-lifecycle ("freezes")
 */
export const createFreezer = ({ say, platform = process.platform }: Options): Freezer => {
  let able = platform !== 'win32'
  if (!able) say('This platform cannot stop a process: sandboxes are not frozen between events.')
  const onLost = () => {
    able = false
    say('The guard of frozen sandboxes has gone: they are not frozen any more.')
  }
  let guard: Guard | undefined
  return {
    add: (child) => {
      const { pid } = child
      if (!able || !pid) return
      guard ??= startGuard(onLost)
      guard.add(pid)
      child.once('exit', () => guard?.remove(pid))
    },
    able: () => able,
    end: () => guard?.end(),
  }
}
