import type { Mutant } from './mutant.ts'

const shows = { dwell: 'retiring' } as const
const sweep = 'functions/sending/watch/sweep-forgetting.ts'

/** Sends whose recipients are forgotten. */
export const forgetting: Mutant[] = [
  {
    name: 'forgotten without a stamp',
    shows,
    file: sweep,
    find: ': await sends.forget(id, found, new Date(now).toISOString(), token())',
    replace: ': found',
  },
  {
    name: 'forgotten while others wait again',
    shows,
    file: sweep,
    find: 'if (!(await isDone(deps, stamped))) return lookAfter(deps, id)',
    replace: '',
  },
  {
    name: 'waits again although the send is stamped',
    shows,
    file: 'functions/sending/control/reopen-batches.ts',
    find: 'if (!isForgotten && !(await whyNobodyWaits({ sends, editions }, { id, issue })))',
    replace: 'if (!(await whyNobodyWaits({ sends, editions }, { id, issue })))',
  },
]
