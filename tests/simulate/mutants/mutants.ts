import { readFile } from 'node:fs/promises'
import { accounting } from './accounting.ts'
import { announcing } from './announcing.ts'
import { approving } from './approving.ts'
import { asking } from './asking.ts'
import { askingAnew } from './asking-anew.ts'
import { calling } from './calling.ts'
import { correcting } from './correcting.ts'
import { deciding } from './deciding.ts'
import { erasing } from './erasing.ts'
import { forgetting } from './forgetting.ts'
import { marking } from './marking.ts'
import { moving } from './moving.ts'
import type { Mutant } from './mutant.ts'
import { planning } from './planning.ts'

export const mutants: readonly Mutant[] = [
  ...marking,
  ...calling,
  ...planning,
  ...accounting,
  ...askingAnew,
  ...erasing,
  ...forgetting,
  ...moving,
  ...asking,
  ...approving,
  ...correcting,
  ...announcing,
  ...deciding,
]

/** @param named the name of one of these mutants, or a JSON file: `{ name, file, find, replace }` */
export const mutantFrom = async (named: string): Promise<Mutant> => {
  const ours = mutants.find(({ name }) => name === named)
  if (ours) return ours
  const mutant = JSON.parse(await readFile(named, 'utf8')) as Partial<Mutant>
  for (const part of ['name', 'file', 'find', 'replace'] as const)
    if (typeof mutant[part] !== 'string') throw new Error(`The mutant ${named} has no ${part}`)
  return mutant as Mutant
}
