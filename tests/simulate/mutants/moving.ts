import type { Mutant } from './mutant.ts'

const shows = { dwell: 'moving' } as const
const followMove = 'functions/subscription/states/find-moved-reader.ts'
const finishMove = 'functions/subscription/states/finish-move.ts'
const movedRow = 'functions/subscription/states/move-transition.ts'

/** Readers who move to another address while sends are planned and go out. */
export const moving: Mutant[] = [
  {
    name: 'who has moved is nobody',
    shows,
    file: 'functions/sending/deliver/send-batch-mails.ts',
    find: '(state.followed?.person ?? personIn(state.reader))',
    replace: 'personIn(state.reader)',
  },
  {
    name: 'planned at the old address only while they are there',
    shows,
    file: 'functions/sending/schedule/candidates.ts',
    find: "const followed = row.status === 'moved' ?",
    replace:
      "if (row.status === 'moved' && !row.carried) return []\n  const followed = row.status === 'moved' ?",
  },
  {
    name: 'planned at the new address at once',
    shows,
    file: followMove,
    find: 'if (person.id === key) return !isHere(person, frozenAt)',
    replace: 'if (person.id === key) return false',
  },
  {
    name: 'planned at the new address from now on',
    shows,
    file: finishMove,
    find: 'new Date(latest() + settledMs).toISOString()',
    replace: 'new Date(latest() - 2_000).toISOString()',
  },
  {
    name: 'who came to another reader is mailed, too',
    shows,
    file: followMove,
    find: 'return joined === true || (!from && isHere(person, frozenAt))',
    replace: 'return !from && !joined && isHere(person, frozenAt)',
  },
  {
    name: 'who is on their way to another reader is one with them',
    shows,
    file: followMove,
    find: "if (!isFreeFor(next, from.id) || next?.status === 'active')\n    return { person: arriving(from), from, undecided: true }",
    replace:
      "if (next?.status === 'active') return { person: next, joined: true, from }\n  if (!isFreeFor(next, from.id)) return { person: arriving(from), from, undecided: true }",
  },
  {
    name: 'who comes back forgets what was planned before they left',
    shows,
    file: movedRow,
    find: 'stays: [...ownStays(from, before), ...(sinceHere ? [{ since: sinceHere }] : [])],',
    replace: 'stays: sinceHere ? [{ since: sinceHere }] : [],',
  },
  {
    name: 'who comes back is followed no more',
    shows,
    file: followMove,
    find: 'if (next?.id === moved.id) return { person: personIn(next) }',
    replace: '',
  },
  {
    name: 'rows of before are not pointed on',
    shows,
    file: finishMove,
    find: 'if (one.id !== id) await pointOn(subscribers, one.id, row, one.until)',
    replace: ';',
  },
  {
    name: 'a move noted after the row is written',
    shows,
    file: 'functions/subscription/states/confirm-move.ts',
    find: 'await moves.add(id, at)\n    if (!(await isWritten(subscribers, subscriber, after))) return undefined',
    replace:
      'if (!(await isWritten(subscribers, subscriber, after))) return undefined\n    await moves.add(id, at)',
  },
  {
    name: 'a move taken for finished while it carries somebody',
    shows,
    file: 'functions/sending/watch/sweep-moves.ts',
    find: "const isOver = row?.status === 'moved' && !row.carried",
    replace: "const isOver = row?.status === 'moved'",
  },
  {
    name: 'who arrives is not looked at again',
    shows: { dwell: 'vanishing' },
    file: finishMove,
    find: 'if (!arrivalIn(before, id) && !isSame(row, await subscribers.get(id))) continue',
    replace: '',
    also: { file: finishMove, find: 'const isSame =', replace: 'export const isSame =' },
  },
  {
    name: 'erased at the address that was known when it began',
    shows,
    file: 'functions/privacy/erase-reader.ts',
    find: "if (row && isMissing(row, known)) return { result: 'again' }",
    replace: '',
    also: {
      file: 'functions/privacy/erase-reader.ts',
      find: 'const isMissing =',
      replace: 'export const isMissing =',
    },
  },
  {
    name: 'who is on their way is erased before they arrive',
    shows: { dwell: 'vanishing' },
    file: movedRow,
    find: 'return carried ? undefined : {',
    replace: 'return {',
    also: {
      file: 'functions/privacy/erase-reader.ts',
      find: 'row.carried !== undefined || !known.includes(row.to)',
      replace: 'false',
    },
  },
  {
    name: 'old links act on nobody',
    shows,
    file: 'tests/simulate/world/functions.ts',
    find: 'const byLinks = { ...parts, subscribers: parts.standing }',
    replace: 'const byLinks = parts',
  },
]
