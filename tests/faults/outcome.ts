/** What a run has come to. */
export type Outcome = {
  seed: number
  kills: number
  lost: number
  repeated: number
  afterUnsubscribe: number
  afterCancel: number
  uncertain: number
  /** Calls that were under way when their worker was killed or stopped, and those that were never answered. */
  open: number
  /** How often each fault was met. */
  met: Record<string, number>
  /** What the run took. */
  seconds: number
  /** Everything that should not be so. */
  wrong: string[]
}
