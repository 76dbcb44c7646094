import type { Mutant } from './mutant.ts'

const shows = { dwell: 'asking' } as const
const whoGot = 'functions/sending/ledger/who-got.ts'

/** Sends to those who got another, or did not. */
export const asking: Mutant[] = [
  {
    name: 'who has moved is asked for by their id of now alone',
    shows,
    file: 'functions/sending/schedule/candidates.ts',
    find: 'string[] => [id, ...otherIds]',
    replace: 'string[] => [id, ...otherIds].slice(0, 1)',
  },
  {
    name: 'who got a send that is forgotten did not get it',
    shows,
    file: whoGot,
    find: 'if (!send || send.forgotten || place === undefined) return unknown',
    replace: 'if (!send || place === undefined) return unknown',
  },
  {
    name: 'forgotten is asked before the plan is read',
    shows,
    file: whoGot,
    find: 'const frozen = (await sends.get(id))?.frozen',
    replace: 'const early = await sends.get(id)\n    const frozen = early?.frozen',
    also: {
      file: whoGot,
      find: 'if (!send || send.forgotten || place === undefined) return unknown',
      replace: 'if (!send || early?.forgotten || place === undefined) return unknown',
    },
  },
  {
    name: 'who is just being mailed did not get it',
    shows,
    file: whoGot,
    find: "if (code === undefined || code === '.' || code === '>') return undefined",
    replace: "if (code === undefined || code === '.') return undefined",
  },
  {
    name: 'who is uncertain did not get it',
    shows,
    file: whoGot,
    find: "return code === 'a' || code === 'u' || code === 'W'",
    replace: "return code === 'a' || code === 'W'",
  },
]
