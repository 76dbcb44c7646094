import type { Mutant } from './mutant.ts'

const shows = { dwell: 'approving' } as const

/** Mutants of sends that wait for a second person. */
export const approving: Mutant[] = [
  {
    name: 'approved by who asked for it',
    shows,
    file: 'functions/sending/control/approve-send.ts',
    find: "if (isOwn === true) return 'own'",
    replace: '',
  },
  {
    name: 'approved by who published it',
    shows,
    file: 'functions/sending/control/approve-send.ts',
    find: "if (published.includes(true)) return 'published'",
    replace: '',
  },
  {
    name: 'approved unseen, after another was published',
    shows,
    file: 'functions/sending/control/approve-send.ts',
    find: 'if (seen && !send.frozen && !isDeepStrictEqual(editions, seen.editions))',
    replace: "if (seen && send.id === '')",
    also: {
      file: 'functions/sending/control/approve-send.ts',
      find: "import { isDeepStrictEqual } from 'node:util'",
      replace: '',
    },
  },
  {
    name: 'an approval of before holds for other editions',
    shows,
    file: 'functions/sending/schedule/lapsed-approval.ts',
    find: 'if (!isDeepStrictEqual(approval.editions, editions))',
    replace: "if (by === '')",
  },
  {
    name: 'begins with other editions than are just approved',
    shows,
    file: 'functions/sending/ledger/send.table.ts',
    find: 'const [timed, same] = [unmoved(as), unlifted(as)]',
    replace: "const [timed, same] = [unmoved(as), { condition: 'attribute_exists(pk)', values: {} }]",
  },
  {
    name: 'a resume lifts what waits for approval',
    shows,
    file: 'functions/sending/control/control-send.ts',
    find: "cause !== 'quota' && cause !== 'approval')",
    replace: "cause !== 'quota')",
  },
  {
    name: 'made without its hold for approval',
    shows,
    file: 'functions/sending/ledger/send.ts',
    find: '{ holds: { approval: requestedAt }, approval: { above } }',
    replace: '{ holds: {}, approval: { above } }',
  },
  {
    name: 'counted before all is planned',
    shows,
    file: 'functions/sending/watch/approve-if-small.ts',
    find: 'if (!sums?.ended || sums.unreadable) return false',
    replace: 'if (!sums) continue',
  },
  {
    name: 'asked for anew by the approval of before',
    shows,
    file: 'functions/sending/ledger/send.table.ts',
    find: ', holds.approval = :requestedAt, approval = :approval',
    replace: ', approval = :approval',
  },
]
