import type { Mutant } from './mutant.ts'

const shows = { dwell: 'correcting' } as const
const byLanguage = { dwell: 'correctingByLanguage' } as const
const standing = 'functions/sending/ledger/standing-corrections.ts'
const deliveries = 'functions/sending/plan/faulty-deliveries.ts'

/** Corrections of sends that went out with a fault. */
export const correcting: Mutant[] = [
  {
    name: 'who is uncertain is corrected',
    shows,
    file: deliveries,
    find: "batch && code === 'a' ? editionSent",
    replace: "batch && (code === 'a' || code === 'u') ? editionSent",
  },
  {
    name: 'who failed or was left out is corrected',
    shows,
    file: deliveries,
    find: "batch && code === 'a' ? editionSent",
    replace: 'batch ? editionSent',
  },
  {
    name: 'whichever edition somebody got is corrected',
    shows,
    file: deliveries,
    find: 'if (!sent || !editions.includes(sent.edition))',
    replace: 'if (!sent)',
  },
  {
    name: 'today’s readers are corrected',
    shows,
    file: 'functions/sending/plan/plan.ts',
    find: `const nextStep = corrects
    ? createCorrectionStepBuilder(building, corrects)
    :`,
    replace: `const nextStep = corrects && send.id === ''
    ? createCorrectionStepBuilder(building, corrects)
    :`,
  },
  {
    name: 'all got the editions of the freeze',
    shows,
    file: 'functions/sending/ledger/edition-sent.ts',
    find: 'const edition = sets[numberAt(editionSets, index)]?.[language]',
    replace: 'const edition = sets[numberAt("", index)]?.[language]',
  },
  {
    name: 'all got the language that was planned',
    shows,
    file: 'functions/sending/ledger/edition-sent.ts',
    find: 'const language = languageNoted(switched, index) ?? planned.language',
    replace: 'const language = planned.language',
  },
  {
    name: 'a correction begins while its source is open',
    shows,
    file: 'functions/sending/schedule/start-send.ts',
    find: 'if (corrects && !(await isClosed(deps, source)))',
    replace: 'if (corrects && !source?.frozen)',
  },
  {
    name: 'waits again although a correction was made',
    shows,
    file: 'functions/sending/schedule/may-wait-again.ts',
    find: "return (await sends.get(correctionIdOf(id))) ? 'corrected' : undefined",
    replace: 'return undefined',
  },
  {
    name: 'who has moved is another key’s in a correction',
    shows,
    file: deliveries,
    find: 'isElsewhere(recipient.id, followed, at)',
    replace: 'isElsewhere(recipient.id, followed, frozen.at)',
  },
  {
    name: 'the correction of a second language is for the first, too',
    shows: byLanguage,
    file: 'functions/sending/schedule/correct-send.ts',
    find: 'const made = await ask(number, { ...found.corrects, editions })',
    replace: 'const made = await ask(number, found.corrects)',
  },
  {
    name: 'an edition that was published again as its correction began is taken for corrected',
    shows: byLanguage,
    file: standing,
    find: 'isFor: editionsCorrected(send, corrects)',
    replace: 'isFor: corrects.editions',
  },
  {
    name: 'a correction that is asked for anew is for other editions, by what it goes on with',
    shows: byLanguage,
    file: standing,
    find: 'Object.values(formerEditions[0] ?? frozen?.editions ?? {})',
    replace: 'Object.values(frozen?.editions ?? formerEditions[0] ?? {})',
  },
]
