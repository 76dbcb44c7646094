import { followMove, isElsewhere } from '../../subscription/states/find-moved-reader.ts'
import { formerIds, isHere } from '../../subscription/states/former-addresses.ts'
import type { ReaderRow, Subscriber } from '../../subscription/states/subscriber.ts'

/** A reader by the id by which a send has them, and their other ones. */
export type Candidate = Subscriber & { otherIds?: readonly string[] }

/** Ids of one reader, the one by which the send has them first. */
export const idsOf = ({ id, otherIds = [] }: Candidate): string[] => [id, ...otherIds]

type Get = {
  /** Must be a consistent read. */
  get(id: string): Promise<ReaderRow | undefined>
}

/**
 * Whom a send considers by a page of rows: who is counted and who is planned are the same.
 * @param frozenAt when the send began or, to count, now; ISO 8601 in UTC, with milliseconds
 */
export const candidatesIn = async (
  rows: readonly ReaderRow[],
  frozenAt: string,
  subscribers: Get,
): Promise<Candidate[]> => {
  const found: Candidate[] = []
  for (const row of rows) found.push(...(await candidateBy(row, frozenAt, subscribers)))
  return found
}

/**
 * Who is considered by a row: its person, or who has moved from it, as long as it is by this id that the send has them.
 * @returns nobody, or them
 */
const candidateBy = async (row: ReaderRow, frozenAt: string, { get }: Get): Promise<Candidate[]> => {
  if (row.status === 'erased') return []
  // Nobody else is asked for where the row alone says that another has them.
  if (row.status === 'moved' && !isHere(row, frozenAt)) return []
  const followed = row.status === 'moved' ? await followMove(row, get) : { person: row }
  const { person } = followed
  if (!person || isElsewhere(row.id, followed, frozenAt)) return []
  const otherIds = [person.id, ...formerIds(person)].filter((one) => one !== row.id)
  return [{ ...person, id: row.id, otherIds }]
}
