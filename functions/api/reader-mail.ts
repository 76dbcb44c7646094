import * as z from 'zod'
import { fill, prepare } from '../edition/model/digest.ts'
import type { Publication } from '../publication/publication.ts'
import { defined } from '../runtime/defined.ts'
import { readerName } from '../sending/deliver/reader-name.ts'
import type { createFindMailed } from '../sending/status/find-mailed.ts'
import { formerIds } from '../subscription/states/former-addresses.ts'
import { personIn, type ReaderRow } from '../subscription/states/subscriber.ts'
import { type Answer, answer, refuse } from './answer.ts'
import type { ReaderMailAnswer } from './answers/previews.ts'
import { type FindDigest, mailOf, noLinks } from './previews.ts'
import { problemsOf } from './schema-problems.ts'

export type ReaderMailDeps = {
  /** Readers by any id that was ever theirs; see `createStanding`. */
  subscribers: { get(id: string): Promise<ReaderRow | undefined> }
  findMailed: ReturnType<typeof createFindMailed>
  digests: FindDigest
  publication: Pick<Publication, 'sender' | 'greeting'>
}

export const ReaderMailQuery = z.strictObject({
  send: z
    .string({ error: ({ input }) => (input === undefined ? 'is missing' : 'is not a text') })
    .regex(/^[a-z0-9][a-z0-9-]{0,199}$/, 'is no send’s id')
    .meta({ description: 'The send’s id.', example: 'tidelines-7--digest' }),
})

/**
 * What a reader saw: the mail of a send, made anew of its edition and of their choices then. What is of today is their address and
 * name; links that were theirs lead nowhere, so that nobody acts as them.
 * @param id any that was ever theirs
 */
export const createReaderMail =
  ({ subscribers, findMailed, digests, publication }: ReaderMailDeps) =>
  async (id: string, query: Record<string, string | undefined>): Promise<Answer> => {
    const read = ReaderMailQuery.safeParse(query)
    if (!read.success) return refuse('not-valid', ...problemsOf(read.error))
    const { send } = read.data
    const person = personIn(await subscribers.get(id))
    if (!person) return refuse('not-found', { field: 'reader', message: 'Nobody is known by this id' })
    const ids = [...new Set([person.id, id, ...formerIds(person)])]
    const mailed = await findMailed(send, { ids, address: person.email })
    if (mailed === 'no-send')
      return refuse('not-found', { field: 'send', message: `There is no send ${send}` })
    if (mailed === 'forgotten')
      return refuse('forgotten', { field: 'send', message: `To whom ${send} went is not kept any more` })
    if (mailed === 'not-in-it')
      return refuse('not-found', { field: 'send', message: `${send} did not go to this reader` })
    const { issue, kind, language, topics, edition, outcome, note } = mailed
    if (outcome !== 'accepted' && outcome !== 'uncertain')
      return refuse('not-possible/no-mail', {
        field: 'send',
        message: `This reader has no mail of ${send}: they are ${outcome} in it`,
      })
    const digest = await digests(issue, language, edition)
    if (!digest)
      return refuse('not-found', { field: 'send', message: `The edition of ${send} is not kept any more` })
    const name = readerName(publication, person.fields)
    const filled = fill(prepare(digest, topics, kind), { ...noLinks, name, correction: note })
    const value: ReaderMailAnswer = {
      ...{ send, issue, kind, language, topics, edition, outcome },
      ofToday: { address: person.email, ...defined({ name }) },
      ...mailOf(digest, filled, publication),
    }
    return answer(200, value)
  }
export type ReaderMail = ReturnType<typeof createReaderMail>
