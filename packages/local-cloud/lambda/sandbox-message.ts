import type { ErrorPayload } from './errors.ts'

/** What a sandbox's process has used so far. */
export type SandboxUsage = { cpuMs: number; rssMB: number }

/** What the process of a sandbox reports (`bootstrap.mjs`). */
export type SandboxMessage = {
  ready?: true
  initError?: ErrorPayload
  result?: string
  error?: ErrorPayload
  /** The child exits after this message. */
  ends?: true
  /** The child still has work to do after this message, and reports when it is done. */
  keeps?: boolean
  kept?: true
  usage?: SandboxUsage
}
