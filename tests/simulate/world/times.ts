/** Times in ms, as in infra/sending.ts. */
export const times = {
  worker: 120_000,
  others: 60_000,
  /** Lambda removes idle sandboxes after minutes. */
  idle: 13 * 60_000,
  visibility: 720_000,
  hintAgain: 300_000,
  /** Five times the longest life of a worker. */
  resolveAfter: 600_000,
  sweep: 60_000,
  sweepRound: 40_000,
}
