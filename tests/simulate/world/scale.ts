/**
 * How large things are in a small world. The production modules say them as constants; `hooks.ts` puts these in their
 * place when it loads them.
 */
export type Scale = { batch: number; chunk: number }

export const small: Scale = { batch: 2, chunk: 1 }
export const larger: Scale = { batch: 3, chunk: 2 }
export const scales: readonly Scale[] = [small, larger]

/** Where readers are: in both halves of all shards, and on either side of where a range ends. */
export const shards = ['05', '7f', '80', 'c3'] as const

export type Replacement = { file: string; find: string; replace: string }

export const replacementsOf = ({ batch, chunk }: Scale): Replacement[] => [
  {
    file: 'functions/sending/ledger/send.ts',
    find: 'export const batchSize = 500',
    replace: `export const batchSize = ${batch}`,
  },
  {
    file: 'functions/sending/deliver/pace.ts',
    find: 'const chunkSize = 50',
    replace: `const chunkSize = ${chunk}`,
  },
  // The other 252 hold nobody: to look at each costs more than to plan.
  {
    file: 'functions/sending/ledger/send.ts',
    find: "return Array.from({ length: end - first }, (_, index) => (first + index).toString(16).padStart(2, '0'))",
    replace: `return ${JSON.stringify(shards)}.filter((shard) => {
      const number = Number.parseInt(shard, 16)
      return number >= first && number < end
    })`,
  },
]

/** Seeds that follow each other are of different scales: each process has one. */
export const scaleOf = (seed: number): Scale => scales[seed % scales.length]!
