import type { Mutant } from './mutant.ts'

const shows = { dwell: 'announcing' } as const

/** Mutants of what webhooks are to be told of. */
export const announcing: Mutant[] = [
  {
    name: 'an owed event is forgotten before it is queued',
    shows,
    file: 'functions/events/queue-owed-events.ts',
    find: `await queue.send([{ kind: 'event', event }])
      await owed.remove(event)`,
    replace: `await owed.remove(event)
      await queue.send([{ kind: 'event', event }])`,
  },
  {
    name: 'an event that was announced anew meanwhile is forgotten',
    shows,
    file: 'functions/events/owed-events.table.ts',
    find: "ConditionExpression: 'event.#at = :at',",
    replace: "ConditionExpression: 'attribute_exists(event)',",
  },
  {
    name: 'what no queue takes is owed to nobody',
    shows,
    file: 'functions/events/announce.ts',
    find: 'return owe(event)',
    replace: 'return',
  },
  {
    name: 'a beginning is announced once it is written',
    shows,
    file: 'functions/sending/ledger/announcing-sends.ts',
    find: `await announce('send.started', id, '')
    return sends.freeze(id, ...as)`,
    replace: `const frozen = await sends.freeze(id, ...as)
    await announce('send.started', id, '')
    return frozen`,
  },
]
