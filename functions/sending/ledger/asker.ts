import type { Send } from './send.ts'

/**
 * Who asks. `by`: what they are called; `person`: the person behind that, as the user pool knows them; `email`: that person's
 * verified address. Of a program `person` and `email` are those of who made its key.
 */
export type Asker = Pick<Send, 'by' | 'person' | 'email'>

/**
 * Whether two who ask are one person, who may be called by their address, by their id, or be behind a key. `unknown`: nothing is
 * known of both that could be compared, such as an id of the user pool of the one and an address of the other.
 */
export const isSamePerson = (one: Asker, other: Asker): boolean | 'unknown' => {
  const names = namesOf(other)
  if (namesOf(one).some((name) => names.includes(name))) return true
  if (!isPerson(one) || !isPerson(other)) return false
  const areComparable = (idOf(one) && idOf(other)) || (emailOf(one) && emailOf(other))
  return areComparable ? false : 'unknown'
}

const namesOf = ({ by, person, email }: Asker): string[] =>
  [by, person, email].filter((name) => name !== undefined).map((name) => name.toLowerCase())

/** Nobody is behind a release time, the cadence or the welcome. */
const isPerson = ({ by, person, email }: Asker): boolean =>
  person !== undefined || email !== undefined || by.includes('@') || by.startsWith('key ')

/** Of keys that were made before it was noted who made them, the person is an address. */
const idOf = ({ person }: Asker): string | undefined => (person?.includes('@') ? undefined : person)
const emailOf = ({ by, person, email }: Asker): string | undefined =>
  email ?? [person, by].find((name) => name?.includes('@'))
