import type { Mutant } from './mutant.ts'

const shows = { dwell: 'erasing' } as const

/** Readers who are erased, and what the ledger still says of them. */
export const erasing: Mutant[] = [
  {
    name: 'who was erased is in a plan',
    shows,
    file: 'functions/sending/schedule/candidates.ts',
    find: "if (row.status === 'erased') return []",
    replace: "if (row.status === 'erased') return [row as never]",
  },
  {
    name: 'an erased reader waits for ever',
    shows,
    file: 'functions/sending/deliver/send-batch-mails.ts',
    find: "if (!reader || excluded) return outcomes.set(index, excluded ?? 'G')",
    replace:
      "if (!reader || excluded) return outcomes.set(index, excluded === 'G' ? '.' : (excluded ?? 'G'))",
  },
  {
    name: 'blanked before the range’s end',
    shows,
    file: 'functions/sending/watch/sweep-erasures.ts',
    find: 'if (!(await rangeEnds.get(id, range))) return false',
    replace: '',
  },
  {
    name: 'blanked over a step in which another was blanked',
    shows,
    file: 'functions/sending/ledger/plan-step.table.ts',
    find: "condition: blanks === 1 ? 'attribute_exists(pk) AND attribute_not_exists(blanks)' : 'blanks = :before',",
    replace: "condition: 'attribute_exists(pk)',",
    also: {
      file: 'functions/sending/ledger/plan-step.table.ts',
      find: "...(blanks > 1 && { ':before': blanks - 1 }),",
      replace: '',
    },
  },
  {
    name: 'an erasure noted after the row is erased',
    shows,
    file: 'functions/privacy/erase-reader.ts',
    find: 'await erasures.add(id, at, token())',
    replace: '',
    also: {
      file: 'functions/privacy/erase-reader.ts',
      find: "if (erased !== 'again') await erasures.isDone(id, at)",
      replace: `await erasures.add(id, at, token())
    if (erased !== 'again') await erasures.isDone(id, at)`,
    },
  },
  {
    name: 'who is blanked leaves no place',
    shows,
    file: 'functions/sending/ledger/plan-step.ts',
    find: 'unpackRecipients(group.recipients).map((one) => ({ ...one, id: blank(one.id) })),',
    replace: 'unpackRecipients(group.recipients).filter(({ id }) => id !== reader),',
  },
]
