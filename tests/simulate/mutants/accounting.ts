import type { Mutant } from './mutant.ts'

/** Mutants of what people ask for, of the sweeper, and of what is shown. */
export const accounting: Mutant[] = [
  {
    name: 'forget without the stamp',
    shows: { dwell: 'forgetting' },
    file: 'functions/sending/ledger/open-send.table.ts',
    find: 'forget: () => ledger.remove(openSendKeys.of(openSendKeys.nameIn(sk)), { stamp }),',
    replace: 'forget: () => ledger.remove(openSendKeys.of(openSendKeys.nameIn(sk))),',
  },
  {
    name: 'resolve without its wait',
    shows: { dwell: 'doubting' },
    file: 'functions/sending/control/resolve-uncertain.ts',
    find: 'if (uncertain.length > 0 && early > 0)',
    replace: 'if (uncertain.length > 0 && early > Infinity)',
  },
  {
    name: 'reopen over a newer version',
    shows: { dwell: 'refusing' },
    file: 'functions/sending/ledger/batch.table.ts',
    find: `condition: \`codes = :before AND closed = :true AND \${condition}\`,`,
    replace: "condition: 'codes = :before AND closed = :true',",
  },
  {
    name: 'retry reopens a claimed batch',
    shows: { dwell: 'refusing' },
    file: 'functions/sending/ledger/batch.table.ts',
    find: `condition: \`codes = :before AND closed = :true AND \${condition}\`,`,
    replace: `condition: \`codes = :before AND \${condition}\`,`,
    also: {
      file: 'functions/sending/control/reopen-batches.ts',
      find: 'wanted.filter(({ closed }) => closed)',
      replace: 'wanted.filter(({ closed }) => closed || true)',
    },
  },
  {
    name: 'a hold lifted by another cause',
    shows: { dwell: 'holding' },
    file: 'functions/sending/watch/lift-quota-hold.ts',
    find: "sends.lift(send.id, ['quota'], false)",
    replace: 'sends.lift(send.id, Object.keys(send.holds), false)',
  },
  {
    name: 'a hold of later lifted',
    shows: { dwell: 'pausing' },
    file: 'functions/sending/control/control-send.ts',
    find: 'sends.lift(id, liftable, trust, send.holds)',
    replace: 'sends.lift(id, liftable, trust)',
  },
  {
    name: 'held again for what a person has looked at',
    shows: { dwell: 'complaining' },
    file: 'functions/sending/watch/hold-for-reputation.ts',
    find: 'if (send.trusted || !isOverLimit',
    replace: 'if (!isOverLimit',
    also: {
      file: 'functions/sending/ledger/send.table.ts',
      find: "cause === 'reputation' ? ' AND attribute_not_exists(trusted)' : ''",
      replace: "''",
    },
  },
  {
    name: 'sums added instead of derived',
    file: 'functions/sending/ledger/range-sums.ts',
    find: `else
        for (let round = 0; round < 2; round += 1) {
          const { stored } = await survey(send, place)
          if (stored) return
        }`,
    replace: `else {
        const known = await sums.get(send, place)
        if (!known) return void (await survey(send, place))
        const { items } = await batches.survey(send, place)
        const one = items.find(({ key }) => key === batch)
        const more = (one?.codes ?? '').split('a').length - 1
        const { accepted, waiting } = known.sums
        await sums.put(send, place, known.version, { ...known.sums, accepted: accepted + more, waiting: waiting - more })
      }`,
  },
  {
    name: 'done mark not taken away before reopening',
    file: 'functions/sending/ledger/range-sums.ts',
    find: '(before) => ({ ...before, reopening: { ...before.reopening, [name]: time.latest() } }), isMarked,',
    replace: '(before) => before, () => true,',
  },
]
