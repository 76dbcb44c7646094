/**
 * Where documents that are made up at random begin: the same each time, so that a change fails by its own fault. Try others
 * with `FUZZ_SEED=$RANDOM npm test -- tests/unit/cli/import`.
 */
export const seed = Number(process.env.FUZZ_SEED ?? 64)
