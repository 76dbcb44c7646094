/** Sizes in a small world. In production modules these are constants, which `hooks.ts` replaces when it loads them. */
export type Scale = { batch: number; chunk: number }

export const small: Scale = { batch: 2, chunk: 1 }
export const larger: Scale = { batch: 3, chunk: 2 }
export const scales: readonly Scale[] = [small, larger]

/** The shards that have readers: in both halves of all shards, and on both sides of the boundary of a range. */
export const shards = ['05', '7f', '80', 'c3'] as const

export type Replacement = { file: string; find: string; replace: string }

export const replacementsOf = ({ batch, chunk }: Scale): Replacement[] => [
  {
    file: 'functions/sending/ledger/plan-sizes.ts',
    find: 'export const batchSize = 500',
    replace: `export const batchSize = ${batch}`,
  },
  {
    file: 'functions/sending/deliver/reserve-account-rate.ts',
    find: 'const chunkSize = 50',
    replace: `const chunkSize = ${chunk}`,
  },
  // A warm-up slice begins a day after the one before: as soon as some sweeps are over.
  {
    file: 'functions/sending/schedule/warm-up.ts',
    find: 'const dayMs = 86_400_000',
    replace: 'const dayMs = 90_000',
  },
  // The other 252 are empty; looking at each takes longer than planning.
  {
    file: 'functions/sending/ledger/plan-sizes.ts',
    find: "return Array.from({ length: end - first }, (_, index) => (first + index).toString(16).padStart(2, '0'))",
    replace: `return ${JSON.stringify(shards)}.filter((shard) => {
      const number = Number.parseInt(shard, 16)
      return number >= first && number < end
    })`,
  },
]

/** Consecutive seeds have different scales; each process has one scale. */
export const scaleOf = (seed: number): Scale => scales[seed % scales.length]!
