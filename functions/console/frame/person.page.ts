import type { Send } from '../../sending/ledger/send.ts'
import { type Html, html } from '../../web/html.ts'
import type { Visit } from '../visit.ts'
import { textNamed } from '../words/named.ts'

type Seen = Pick<Visit, 'words' | 'who'>

/** What people are called whom the user pool knows by an id alone, by that id. */
export type People = ReadonlyMap<string, string>

/** Whom sends tell of: who asked for one is known by their address and by their id. */
export const peopleIn = (
  sends: readonly { send: Pick<Send, 'by' | 'person' | 'email'> }[] | undefined = [],
): People =>
  new Map(
    sends.flatMap(({ send: { by, person, email = by } }) =>
      person && email.includes('@') ? [[person, email] as const] : [],
    ),
  )

/** How Cognito names people who sign in by an address, where a token does not say that. */
const isPoolId = (text: string): boolean => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text)

/**
 * Who did something, in words: a person by their verified address, a program by the name of its key, the service by what made
 * it do so. Nobody is shown by an id.
 * @param by as the API says it
 */
export const nameOfPerson = (by: string, { words, who }: Seen, known?: People): string => {
  const { people: texts } = words
  const [, key] = /^key (.+)$/.exec(by) ?? []
  if (key !== undefined) return texts.key(key)
  const itself = textNamed(texts.itself, by)
  if (itself !== undefined) return itself
  if (!isPoolId(by)) return by
  if (by === who.person && who.by.includes('@')) return who.by
  return known?.get(by) ?? texts.unknown
}

/** The same for a cell or a sentence; an id is a title alone. */
export const personOf = (by: string, visit: Seen, known?: People): Html | string => {
  const name = nameOfPerson(by, visit, known)
  return isPoolId(by) ? html`<span title="${by}">${name}</span>` : name
}
