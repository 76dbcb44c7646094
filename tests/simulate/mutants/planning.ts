import type { Mutant } from './mutant.ts'

/** Mutants of planning: who is in a send, and only once. */
export const planning: Mutant[] = [
  {
    name: 'step put unconditionally',
    shows: { dwell: 'racing' },
    file: 'functions/sending/ledger/plan-step.table.ts',
    find: 'ledger.putNew(PlanStep, planStepKeys.of(id, range, step.number), step)',
    replace: `ledger
        .put(planStepKeys.of(id, range, step.number), step)
        .then(() => ({ won: true, value: step }))`,
  },
  {
    name: 'next step after the last scanned, not stored',
    shows: { dwell: 'racing' },
    file: 'functions/sending/plan/plan.ts',
    find: 'return { ...value, soFar: value.soFar ?? totalsWith(standing?.soFar ?? noTotals, value) }',
    replace: 'return { ...value, ...wanted, soFar: totalsWith(standing?.soFar ?? noTotals, wanted) }',
  },
  {
    name: 'range end before its steps are carried out',
    file: 'functions/sending/plan/plan.ts',
    find: `standing = await take(standing)
      await addBatches(deps, id, standing)`,
    replace: `standing = await take(standing)
      if (standing.last) await rangeEnds.add(id, { range, ...standing.soFar })
      await addBatches(deps, id, standing)`,
    also: {
      file: 'functions/sending/ledger/sums.ts',
      find: 'end.batches === batches.length + unreadable',
      replace: 'end.batches >= 0',
    },
  },
  {
    name: 'who confirmed after the freeze is planned',
    shows: { dwell: 'joining' },
    file: 'functions/sending/schedule/in-audience.ts',
    find: "if (reader.confirmedAt > at) return 'joined-later'",
    replace: '',
  },
  {
    name: 'who wants none of the topics is planned',
    file: 'functions/sending/schedule/in-audience.ts',
    find: "if (!frozen.forEverybody && !reads(subscriber, frozen.topics)) return 'no-topic'",
    replace: '',
    // Who is planned all the same is left out by their worker.
    also: {
      file: 'functions/sending/deliver/still-wanted.ts',
      find: "if (!welcome && !frozen.forEverybody && !reads(person, frozen.topics)) return 'T'",
      replace: '',
    },
    shows: { dwell: 'changing' },
  },
  {
    name: 'frozen again by each start',
    shows: { dwell: 'changing' },
    file: 'functions/sending/ledger/send.table.ts',
    find: 'condition: `attribute_exists(pk) AND attribute_not_exists(frozen) AND ${timed.condition} AND ${same.condition}`,',
    replace: 'condition: `attribute_exists(pk) AND ${timed.condition} AND ${same.condition}`,',
    also: {
      file: 'functions/sending/schedule/start-send.ts',
      find: 'const issue = send.frozen ? undefined : await editions.issue(send.issue)',
      replace: 'const issue = await editions.issue(send.issue)',
    },
  },
  {
    name: 'done although a batch cannot be read',
    shows: { dwell: 'changing' },
    file: 'functions/sending/ledger/sums.ts',
    find: 'const isDone = ended && unreadable === 0 &&',
    replace: 'const isDone = ended &&',
  },
  {
    name: 'a test that can be planned',
    file: 'functions/sending/plan/plan.ts',
    find: 'const wanted = send.test ? testStep(send.test) : await nextStep(standing)',
    replace: 'const wanted = await nextStep(standing)',
    also: {
      file: 'functions/sending/plan/plan.ts',
      find: 'if (test && !isDeepStrictEqual(groups, testStep(test).groups))',
      replace: 'if (test && isDeepStrictEqual(groups, []) && id === testStep(test).upTo)',
    },
  },
  {
    name: 'a welcome key without the reader',
    shows: { dwell: 'joining' },
    file: 'functions/sending/schedule/welcome.ts',
    find: `key: id,
    size: 1,`,
    replace: `key: 'newcomers',
    size: 1,`,
  },
]
