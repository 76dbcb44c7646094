import type { Mutant } from './mutant.ts'

/** Mutants of what the ledger says before and after calls, and of who may write it. */
export const marking: Mutant[] = [
  {
    name: 'mark after the calls',
    file: 'functions/sending/deliver/deliver-batch.ts',
    find: `const marked = await claimed.mark(indexes, send.formerEditions?.length)
      if (!marked) return { by: 'claim-lost' }
      calls.begin({ send, frozen, batch: claimed.batch(), indexes: marked, start, gapMs: slice.gapMs })`,
    replace: `calls.begin({ send, frozen, batch: claimed.batch(), indexes, start, gapMs: slice.gapMs })
      await calls.ended()
      if (!(await claimed.mark(indexes, send.formerEditions?.length))) return { by: 'claim-lost' }`,
  },
  {
    name: 'no version on codes',
    shows: { dwell: 'refusing' },
    file: 'functions/sending/ledger/batch.table.ts',
    find: `condition: version === undefined ? 'attribute_not_exists(version)' : 'version = :version',
  values: defined({ ':version': version }),`,
    replace: `condition: 'attribute_exists(pk)',
  values: {},`,
  },
  {
    name: 'no fencing token',
    file: 'functions/sending/deliver/claim-batch.ts',
    find: 'const token = deps.token()',
    replace: "const token = 'everybody'",
  },
  {
    name: 'report kept after the batch is read',
    shows: { dwell: 'reporting' },
    file: 'functions/sending/ledger/apply-reports.ts',
    find: `const known = await keep(sesReports, send, batch, ours)
    for (let round = 0; round < mostRounds; round += 1) {
      const standing = await batches.get(send, batch)`,
    replace: `const early = await batches.get(send, batch)
    const known = await keep(sesReports, send, batch, ours)
    for (let round = 0; round < mostRounds; round += 1) {
      const standing = round === 0 ? early : await batches.get(send, batch)
      if (standing && settleByReports(standing.codes, known) === standing.codes) return ours.map(() => 'applied')`,
  },
]
