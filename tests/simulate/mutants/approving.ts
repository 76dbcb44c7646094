import type { Mutant } from './mutant.ts'

/** Mutants of sends that wait for a second person. */
export const approving: Mutant[] = [
  {
    name: 'approved by who asked for it',
    shows: { dwell: 'approving' },
    file: 'functions/sending/control/control-send.ts',
    find: "if (isOwn) return { outcome: 'not-approved', why: isOwn === 'unknown' ? isOwn : 'own' }",
    replace: '',
  },
  {
    name: 'a resume lifts what waits for approval',
    shows: { dwell: 'approving' },
    file: 'functions/sending/control/control-send.ts',
    find: "cause !== 'quota' && cause !== 'approval')",
    replace: "cause !== 'quota')",
  },
  {
    name: 'made without its hold for approval',
    shows: { dwell: 'approving' },
    file: 'functions/sending/ledger/send.ts',
    find: '{ holds: { approval: requestedAt }, approval: { above } }',
    replace: '{ holds: {}, approval: { above } }',
  },
  {
    name: 'counted before all is planned',
    shows: { dwell: 'approving' },
    file: 'functions/sending/watch/approve-if-small.ts',
    find: 'if (!sums?.ended || sums.unreadable) return false',
    replace: 'if (!sums) continue',
  },
  {
    name: 'asked for anew by the approval of before',
    shows: { dwell: 'approving' },
    file: 'functions/sending/ledger/send.table.ts',
    find: ', holds.approval = :requestedAt, approval = :approval',
    replace: ', approval = :approval',
  },
]
