import * as z from 'zod'
import { issueId } from '../issue/manifest.ts'
import { readTime } from '../platform/instant.ts'
import type { Batch } from '../sending/batch.ts'
import type { createRequestSend, Requested, SendRequest } from '../sending/request.ts'
import type { RangeEnd } from '../sending/send.table.ts'
import type { Send, SendId } from '../sending/send.ts'
import { type SendStatus, statusOf } from '../sending/status.ts'
import { readAddress } from '../subscription/address.ts'
import {
  type Answer,
  answer,
  refuse,
  type SendAnswer,
  type StatusAnswer,
  type StatusesAnswer,
} from './answers.ts'
import { notPublished } from './issues.ts'
import { problemsOf } from './problems.ts'

export type SendsDeps = {
  ledger: {
    get(id: SendId): Promise<Send | undefined>
    ids(): Promise<SendId[]>
    rangeEnds: { list(id: SendId): Promise<RangeEnd[]> }
  }
  batches: { list(id: SendId): Promise<Batch[]> }
  fates: { list(id: SendId): Promise<string[]> }
  request: ReturnType<typeof createRequestSend>
  /** The publication's, in which a time without an offset is meant. */
  timeZone: string
  now: () => number
}

const text = z
  .string({ error: ({ input }) => (input === undefined ? 'is missing' : 'is not a text') })
  .min(1, 'must not be empty')

/** As the sign-up form takes it: an international domain in Punycode, nothing that SES would refuse. */
const address = z.string('is not a text').transform((typed, context) => {
  const read = readAddress(typed)
  if (read.outcome === 'read') return read.address
  context.addIssue('is not an address such as name@example.org')
  return z.NEVER
})

/** What asks for a send. */
const Wanted = z
  .strictObject({
    issue: text.regex(issueId, 'is not the id of an issue'),
    /** An instant, or local time in the publication's time zone; absent = now. */
    at: text.optional(),
    /** Only to this address, as a test. */
    to: address.optional(),
    /** The test's language. */
    language: text.optional(),
  })
  .refine(({ to, language }) => to || !language, {
    path: ['language'],
    message: 'is for a test only: say to whom, or leave it out; readers get the language that they chose',
  })

/** Asking for sends, and what they have come to. */
export const createSends = ({ ledger, batches, fates, request, timeZone, now }: SendsDeps) => {
  const statusFor = async (send: Send): Promise<SendStatus> => {
    // The ends are read first: a batch that a later end counts may only be listed after it.
    const ends = await ledger.rangeEnds.list(send.id)
    const [all, reported] = [await batches.list(send.id), await fates.list(send.id)]
    return statusOf(send, ends, all, now(), reported)
  }
  return {
    /** @param fields a `Wanted`. @param by who asks */
    request: async (fields: Record<string, unknown>, by?: string): Promise<Answer> => {
      const read = Wanted.safeParse(fields)
      if (!read.success) return refuse(400, ...problemsOf(read.error))
      const { issue, to, language } = read.data
      const at = read.data.at && readTime(read.data.at, timeZone)
      if (read.data.at && !at) return refuse(400, { field: 'at', message: notATime(timeZone) })
      const wanted: SendRequest = {
        issue,
        by,
        ...(at && { at }),
        ...(to && { test: { address: to, ...(language && { language }) } }),
      }
      return answerOf(await request(wanted), issue, timeZone)
    },

    /** All sends, the latest asked for first. */
    all: async (): Promise<Answer> => {
      const sends = await Promise.all((await ledger.ids()).map(ledger.get))
      const statuses = await Promise.all(sends.filter((send) => send !== undefined).map(statusFor))
      statuses.sort((a, b) => b.send.requestedAt.localeCompare(a.send.requestedAt))
      const value: StatusesAnswer = { sends: statuses, timeZone }
      return answer(200, value)
    },

    one: async (id: SendId): Promise<Answer> => {
      const send = await ledger.get(id)
      if (!send)
        return refuse(404, {
          field: 'send',
          message: `There is no send ${id}; see all with: masthead status`,
        })
      const value: StatusAnswer = { ...(await statusFor(send)), timeZone }
      return answer(200, value)
    },
  }
}
export type Sends = ReturnType<typeof createSends>

const notATime = (timeZone: string) =>
  `is not a time: write 2026-12-01T09:00 (in ${timeZone}) or 2026-12-01T09:00Z, or leave it out to send now`

const answerOf = (requested: Requested, issue: string, timeZone: string): Answer => {
  switch (requested.outcome) {
    case 'not-published':
      return refuse(404, { field: 'issue', message: notPublished(issue) })
    case 'no-edition': {
      const languages = requested.languages.join(', ')
      return refuse(400, { field: 'language', message: `is none that ${issue} has: choose of ${languages}` })
    }
    case 'in-the-past':
      return refuse(400, {
        field: 'at',
        message: 'is in the past: give a later time, or leave it out to send now',
      })
    default: {
      const value: SendAnswer = { send: requested.send, timeZone }
      return answer(requested.outcome === 'made' ? 202 : 200, value)
    }
  }
}
