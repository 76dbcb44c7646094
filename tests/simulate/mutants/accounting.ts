import type { Mutant } from './shape.ts'

/** What people ask for, what the sweeper looks after, and what is shown. */
export const accounting: Mutant[] = [
  {
    name: 'forget without the stamp',
    file: 'functions/sending/send.table.ts',
    find: "forget: () => ledger.remove({ pk: 'open', sk: id }, { stamp })",
    replace: "forget: () => ledger.remove({ pk: 'open', sk: id }, stamp ? {} : {})",
  },
]
