import type { ChildProcess } from 'node:child_process'
import { type Guard, startGuard } from './kill-orphans.ts'
import type { Pauser } from './pause-process.ts'
import type { SandboxMessage } from './sandbox-message.ts'

/** Tracks the processes that may be frozen, and makes sure that none outlives this one. */
export type Freezer = {
  /** From now on this process may be frozen. */
  add(child: ChildProcess): void
  /** Whether this platform can freeze processes at all. */
  able(): boolean
  end(): void
}

type Options = {
  /** Called once with the reason why nothing is frozen. */
  say: (line: string) => void
  platform?: NodeJS.Platform
}

/**
 * What freezing needs: SIGSTOP and SIGCONT, which Windows lacks, and a guard process.
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

/**
 * Freezes the child once it has answered, with any unfinished work of its handler. The child answers only when all its
 * output is in the system's buffers, from which it is still read while the child is frozen.
 */
export const freezeBetweenEvents = (child: ChildProcess, pauser: Pauser, freezer: Freezer | undefined) => {
  let isAtRest = false
  let keeps = false
  freezer?.add(child)
  child.on('message', (message: SandboxMessage) => {
    if (message.result !== undefined || message.error) isAtRest = !message.ends
    if (message.keeps) keeps = true
    if (message.kept) keeps = false
    if (isAtRest && !keeps && freezer?.able()) pauser.pause('frozen')
  })
  return {
    thaw: () => {
      isAtRest = false
      pauser.resume('frozen')
    },
  }
}
