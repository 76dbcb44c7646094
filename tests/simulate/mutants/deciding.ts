import type { Mutant } from './mutant.ts'

const shows = { dwell: 'deciding' } as const
const version = 'functions/sending/ledger/send-version.ts'

/** Mutants of what people do to a send as they have seen it. */
export const deciding: Mutant[] = [
  {
    name: 'a write that ignores the version that was seen',
    shows,
    file: version,
    find: 'const conditions = act.seen ? standingAs(act.seen, names, values) : []',
    replace: "const conditions = act.seen && act.name === '' ? standingAs(act.seen, names, values) : []",
  },
  {
    name: 'two who saw the same both decide about its batches',
    shows,
    file: version,
    find: 'act: send.act,',
    replace: '',
  },
  {
    name: 'holds are no part of the version',
    shows,
    file: version,
    find: "...Object.entries(holds).map(([cause, since]) => is(['holds', cause], since)),",
    replace: '',
    also: { file: version, find: '`size(holds) = ${count}`,', replace: '' },
  },
]
