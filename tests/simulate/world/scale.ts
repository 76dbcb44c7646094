/**
 * How large things are in a small world. The production modules say them as constants; `hooks.ts` puts these in their
 * place when it loads them.
 */
export type Scale = { batch: number; chunk: number }

export const scales: readonly Scale[] = [
  { batch: 2, chunk: 1 },
  { batch: 3, chunk: 2 },
]

export type Replacement = { file: string; find: string; replace: string }

export const replacementsOf = ({ batch, chunk }: Scale): Replacement[] => [
  {
    file: 'functions/sending/send.ts',
    find: 'export const batchSize = 500',
    replace: `export const batchSize = ${batch}`,
  },
  { file: 'functions/sending/pace.ts', find: 'const chunkSize = 50', replace: `const chunkSize = ${chunk}` },
]

/** Seeds that follow each other are of different scales: each process has one. */
export const scaleOf = (seed: number): Scale => scales[seed % scales.length]!
