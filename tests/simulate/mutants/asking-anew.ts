import type { Mutant } from './mutant.ts'

const shows = { dwell: 'takingBack' } as const
const sends = 'functions/sending/ledger/send.table.ts'
const batches = 'functions/sending/ledger/batch.table.ts'
const reopen = 'functions/sending/plan/reopen-cancelled.ts'
const sweep = 'functions/sending/watch/sweep-send.ts'

/** Mutants of asking for a cancelled send anew. */
export const askingAnew: Mutant[] = [
  {
    name: 'a later cancel taken back',
    shows,
    file: sends,
    find: `condition: \`attribute_exists(cancelledAt) AND reopening = :reopening AND \${same.condition} AND \${frozenAs(seen)}\`,
      values: { ...same.values, ':one': 1, ':next': (seen.anew ?? 0) + 1, ':reopening': seen.reopening },`,
    replace: `condition: \`attribute_exists(cancelledAt) AND \${frozenAs(seen)}\`,
      values: { ':one': 1, ':next': (seen.anew ?? 0) + 1 },`,
  },
  {
    name: 'paused still, though it was asked for anew',
    shows,
    file: sends,
    find: "...(isPaused ? ['holds.#person'] : [])",
    replace: '',
    also: { file: sends, find: "...(isPaused && { names: { '#person': 'person' } }),", replace: '' },
  },
  {
    name: 'left out by a cancel that was taken back',
    shows,
    file: batches,
    find: "${cancelled === undefined ? '' : ' AND (attribute_not_exists(anew) OR anew <= :cancelled)'}",
    replace: '',
    also: { file: batches, find: "...defined({ ':cancelled': cancelled }),", replace: '' },
  },
  {
    name: 'open batches not marked as asked for anew',
    shows,
    file: reopen,
    find: '(!closed && anew < wanted)',
    replace: '(!closed && anew < -wanted)',
  },
  {
    name: 'done while those left out are reopened',
    shows,
    file: reopen,
    find: 'await rangeSums.reopening(id, range, work)',
    replace: 'await work()',
  },
  {
    name: 'who was accepted waits again, too',
    shows,
    file: reopen,
    find: "turn(codes, ['C'], '.')",
    replace: "turn(codes, ['C', 'a'], '.')",
  },
  {
    name: 'a range that says too early that all are reopened',
    shows,
    file: reopen,
    find: 'if (unreadable.length === 0 && !through.includes(false))',
    replace: 'if (!through.includes(false))',
  },
  {
    name: 'a send that is over although some are to be reopened',
    shows,
    file: 'functions/sending/ledger/is-closed.ts',
    find: '!isReopening(send) && hasAll',
    replace: 'hasAll',
  },
  {
    name: 'asked for anew behind the sweeper’s back',
    shows,
    file: 'functions/sending/schedule/request-send.ts',
    find: 'await openSends.add(seen.id)',
    replace: '',
    also: {
      file: 'functions/sending/schedule/request-send.ts',
      find: 'await openSends.add(send.id, now)',
      replace: '',
    },
  },
  {
    name: 'done ranges not handed out again',
    shows,
    file: sweep,
    find: '!sums || !isReopened(send, sums) ||',
    replace: '!sums ||',
  },
  {
    name: 'reopened before all ranges are',
    shows,
    file: sweep,
    find: 'if (!ranges.every((sums) => isReopened(send, sums))) return send',
    replace: 'if (ranges.length === 0) return send',
  },
]
