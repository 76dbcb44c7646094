import { mayDo, type Role } from '../access/role.ts'
import { defined } from '../runtime/defined.ts'
import { inParallel } from '../runtime/in-parallel.ts'
import type { Asker } from '../sending/ledger/asker.ts'
import type { PressedLinksTable } from '../sending/ledger/pressed-links.table.ts'
import { type Send, type SendId, sendIdOf } from '../sending/ledger/send.ts'
import { UnreadableRow } from '../sending/ledger/unreadable-row.ts'
import type { createRequestSend, Requested, SendRequest } from '../sending/schedule/request-send.ts'
import type { SendStatus } from '../sending/status/status.ts'
import { masked } from '../subscription/states/masked-address.ts'
import { type Answer, answer, noSuchSend, noting, refuse, tagged } from './answer.ts'
import type { SendAnswer } from './answers/sends.ts'
import type { PressedLink, StatusAnswer, StatusesAnswer, UnreadableSend } from './answers/statuses.ts'
import { corrected, forWhom, hadBegun } from './asking-anew-problems.ts'
import type { EditionsToSend } from './editions-to-send.ts'
import { sendTag } from './if-match.ts'
import { notPublished } from './issues.ts'
import type { RuleOffer } from './read-rule-data.ts'
import { type ReadSegment, segmentRefusal } from './read-segment.ts'
import { inThePast, readSendTime } from './read-send-time.ts'
import { problemsOf } from './schema-problems.ts'
import { wantedSendFor } from './send-request-schema.ts'

export type SendsDeps = {
  ledger: {
    get(id: SendId): Promise<Send | undefined>
    ids(): Promise<SendId[]>
  }
  status: (send: Send) => Promise<SendStatus>
  /** Addresses of a send’s links that somebody pressed, by their keys. */
  pressedLinks: Pick<PressedLinksTable, 'all'>
  request: ReturnType<typeof createRequestSend>
  /** A time without an offset is read in its time zone. */
  publication: RuleOffer
  readSegment: ReadSegment
  editionsToSend: EditionsToSend
}

/** Sends whose status is derived in parallel. */
const atOnce = 20

/** Requests for sends, and the status of sends. */
export const createSends = ({
  ledger,
  status,
  request,
  publication,
  readSegment,
  pressedLinks,
  editionsToSend,
}: SendsDeps) => {
  const { timeZone } = publication
  const WantedSend = wantedSendFor(publication)
  return {
    /** @param fields see `wantedSendFor`. @param who asks */
    request: async (fields: Record<string, unknown>, who?: Asker): Promise<Answer> => {
      const read = WantedSend.safeParse(fields)
      if (!read.success) return refuse('not-valid', ...problemsOf(read.error))
      const { issue, purpose, at, ownZones = false, to, language, anew, warmUp } = read.data
      const when = readSendTime(at, ownZones, timeZone)
      if (when.outcome === 'refused') return refuse('not-valid', when.problem)
      const found =
        read.data.segment === undefined ? undefined : await readSegment(read.data.segment, when.time)
      if (found && found.outcome !== 'read') return segmentRefusal(found)
      const filter = { ...read.data.filter, ...defined({ segment: found?.segment }) }
      const wanted: SendRequest = {
        issue,
        ...who,
        ...when.time,
        ...defined({ purpose, anew, warmUp }),
        ...(Object.keys(filter).length > 0 && { filter }),
        ...(to && { test: { address: to, ...defined({ language }) } }),
      }
      return answerOf(await request(wanted), timeZone, wanted)
    },

    /** All sends, latest request first, and those whose rows cannot be read. */
    all: async (role: Role): Promise<Answer> => {
      const unreadable: UnreadableSend[] = []
      const found = await inParallel(await ledger.ids(), atOnce, async (id) => {
        try {
          const send = await ledger.get(id)
          if (!send) return undefined
          const { pressed: _, deliveries: __, ...shown } = shownTo(role, await status(send))
          return shown
        } catch (error) {
          if (!(error instanceof UnreadableRow)) throw error
          unreadable.push({ id, row: error.row })
          return undefined
        }
      })
      const statuses = found.filter((one) => one !== undefined)
      statuses.sort((a, b) => b.send.requestedAt.localeCompare(a.send.requestedAt))
      const value: StatusesAnswer = {
        sends: statuses,
        ...(unreadable.length > 0 && { unreadable }),
        timeZone,
      }
      return answer(200, value)
    },

    one: async (id: SendId, role: Role): Promise<Answer> => {
      const send = await ledger.get(id)
      if (!send) return noSuchSend(id, await ledger.get(sendIdOf(id, 'digest')))
      const { pressed, ...shown } = shownTo(role, await status(send))
      const links = pressed && linksOf(pressed, await pressedLinks.all(id))
      const editions = await editionsToSend(send)
      const value: StatusAnswer = { ...shown, ...defined({ links, editions }), timeZone }
      return tagged(answer(200, value), sendTag(send, editions))
    },
  }
}
export type Sends = ReturnType<typeof createSends>

/** The most pressed first. A link whose address cannot be read is left out. */
const linksOf = (
  pressed: Readonly<Record<string, number>>,
  addresses: ReadonlyMap<string, string>,
): PressedLink[] =>
  Object.entries(pressed)
    .flatMap(([key, people]) => {
      const address = addresses.get(key)
      return address === undefined ? [] : { address, people }
    })
    .sort((a, b) => b.people - a.people || a.address.localeCompare(b.address))

/** To whom a test went may be a reader's address, which viewers do not see. */
const shownTo = (role: Role, status: SendStatus): SendStatus => {
  const { test } = status.send
  if (!test || mayDo(role, 'editor')) return status
  return { ...status, send: { ...status.send, test: { ...test, address: masked(test.address) } } }
}

/** @param asked what was asked for, where that is more than the send */
export const answerOf = (
  requested: Requested,
  timeZone: string,
  { issue = '', ownZones, filter }: Partial<SendRequest> = {},
): Answer => {
  switch (requested.outcome) {
    case 'not-published':
      return refuse('not-found', { field: 'issue', message: notPublished(issue) })
    case 'no-edition': {
      const languages = requested.languages.join(', ')
      return refuse('not-valid', {
        field: 'language',
        message: `is none that ${issue} has: choose of ${languages}`,
      })
    }
    case 'in-the-past':
      return refuse('not-valid', inThePast(ownZones))
    case 'forgotten':
      return refuse('not-possible/recipients-forgotten', {
        message: `${requested.send.id} was cancelled, and to whom it was to go is not kept any more: send for another purpose`,
      })
    case 'had-begun':
      return refuse('not-possible/had-begun', hadBegun(requested.send.id))
    case 'for-whom':
      return refuse('not-possible/for-whom', forWhom(requested.send.id))
    case 'corrected':
      return refuse('not-possible/corrected', corrected(requested.send.id))
    case 'dropped': {
      const languages = requested.languages.join(', ')
      return refuse('not-possible/language-not-published', {
        message: `${requested.send.id} began in ${languages} too, in which ${requested.send.issue} is not published now: publish it in ${languages} again, or send for another purpose`,
      })
    }
    default: {
      const { send, outcome } = requested
      const value: SendAnswer = { send, ...defined({ segment: filter?.segment }), timeZone }
      if (outcome === 'already-made')
        return noting(answer(200, value), { about: send.id, outcome: 'already' })
      const { at, ownZones, filter: readers } = send
      return noting(answer(202, value), { about: send.id, after: defined({ at, ownZones, readers }) })
    }
  }
}
