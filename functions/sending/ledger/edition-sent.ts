import type { Batch } from './batch.ts'
import type { Recipient } from './plan-step.ts'
import type { Frozen, Send } from './send.ts'

/**
 * Which edition a recipient of a planned send was last called with. Two things may part it from what was planned: a send
 * that is asked for anew goes on with the editions of then, and a reader may choose another language before their turn.
 * - `editionSets` has a character a recipient: `0` for the editions at the freeze, and one more for each asking anew. It
 *   is written with the mark before the calls, so it is there whatever becomes of the worker.
 * - `switched` names the few who are mailed in another language than planned, `index language,…`. It is written before the
 *   call.
 * @returns undefined when no edition is known in that language
 */
export const editionSent = (
  { frozen, formerEditions = [] }: Pick<Send, 'formerEditions'> & { frozen: Frozen },
  { editionSets = '', switched }: Pick<Batch, 'editionSets' | 'switched'>,
  index: number,
  planned: Pick<Recipient, 'language'>,
): { language: string; edition: string } | undefined => {
  const language = languageNoted(switched, index) ?? planned.language
  const sets = [...formerEditions, frozen.editions]
  const edition = sets[numberAt(editionSets, index)]?.[language]
  return edition === undefined ? undefined : { language, edition }
}

const zero = '0'.charCodeAt(0)
const numberAt = (sets: string, index: number): number =>
  index < sets.length ? sets.charCodeAt(index) - zero : 0

/** @param size of the batch. @param set how many sets of editions the send had before */
export const withEditionSet = (
  sets: string | undefined,
  size: number,
  indexes: readonly number[],
  set: number,
): string => {
  const all = [...(sets ?? '').padEnd(size, '0')]
  for (const index of indexes) all[index] = String.fromCharCode(zero + set)
  return all.join('')
}

const notesIn = (switched: string): Map<number, string> =>
  new Map(
    switched
      .split(',')
      .filter(Boolean)
      .map((note) => {
        const [index = '', language = ''] = note.split(' ')
        return [Number(index), language]
      }),
  )

export const languageNoted = (switched: string | undefined, index: number): string | undefined =>
  notesIn(switched ?? '').get(index)

export const withLanguage = (switched: string, index: number, language: string): string =>
  [...notesIn(switched).set(index, language)].map(([at, one]) => `${at} ${one}`).join(',')
