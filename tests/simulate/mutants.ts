import { readFile } from 'node:fs/promises'
import type { Replacement } from './world/scale.ts'

/** A mistake that somebody could make in the protocol: one text of a production file replaced by another. */
export type Mutant = Replacement & { name: string }

/** @param file JSON: `{ name, file, find, replace }` */
export const mutantFrom = async (file: string): Promise<Mutant> => {
  const mutant = JSON.parse(await readFile(file, 'utf8')) as Partial<Mutant>
  for (const part of ['name', 'file', 'find', 'replace'] as const)
    if (typeof mutant[part] !== 'string') throw new Error(`The mutant ${file} has no ${part}`)
  return mutant as Mutant
}

export const mutants: Mutant[] = []
