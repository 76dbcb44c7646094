import * as z from 'zod'
import { defined } from '../runtime/defined.ts'
import type { Asker } from '../sending/ledger/asker.ts'
import type { SendId } from '../sending/ledger/send.ts'
import type { CountCorrection } from '../sending/plan/count-correction.ts'
import type { Correct, Correctable, Uncorrectable } from '../sending/schedule/correct-send.ts'
import type { Requested } from '../sending/schedule/request-send.ts'
import { type Answer, answer, noSuchSend, refuse } from './answer.ts'
import type { AudienceAnswer } from './answers/sends.ts'
import { text } from './audience-fields.ts'
import type { RuleOffer } from './read-rule-data.ts'
import { problemsOf } from './schema-problems.ts'
import { countFrom } from './segment-schema.ts'
import { answerOf } from './sends.ts'

const languagesFor = ({ languages }: Pick<RuleOffer, 'languages'>) =>
  z
    .array(z.enum(languages, { error: `is none of ${languages.join(', ')}` }))
    .min(1, 'must not be empty')
    .optional()
    .meta({
      description:
        'Only those who got it in one of these languages; left out, in all in which another edition is published now.',
      example: ['en'],
    })

/** The body of a request for a correction. */
export const wantedCorrectionFor = (offer: RuleOffer) =>
  z.strictObject({
    languages: languagesFor(offer),
    note: z
      .record(z.string(), text.max(500, 'is longer than 500 characters'))
      .refine(
        (note) => Object.keys(note).every((language) => offer.languages.some((one) => one === language)),
        {
          error: `names a language that is none of ${offer.languages.join(', ')}`,
        },
      )
      .optional()
      .meta({
        description: 'What it says above the issue, by language; left out, that it corrects an earlier mail.',
        example: { en: 'The chart on water was wrong.' },
      }),
    anew: text.optional().meta({
      description: 'The cancel that is taken back: the “cancelledAt” of the correction that stands.',
      example: '2031-05-06T07:00:00.000Z',
    }),
  })

/** The body of a count of it. */
export const askedCorrectionFor = (offer: RuleOffer) =>
  z.strictObject({ languages: languagesFor(offer), from: countFrom })

export type CorrectionsDeps = {
  correct: Correct
  find: (asked: { source: SendId; languages?: string[] | undefined }) => Promise<Correctable | Uncorrectable>
  count: CountCorrection
  publication: RuleOffer
}

/** Corrections of sends that went out with a fault. */
export const createCorrections = ({ correct, find, count, publication }: CorrectionsDeps) => {
  const Wanted = wantedCorrectionFor(publication)
  const Asked = askedCorrectionFor(publication)
  const { timeZone } = publication
  return {
    /** @param source the send that is corrected. @param who asks */
    request: async (source: SendId, fields: Record<string, unknown>, who: Asker): Promise<Answer> => {
      const read = Wanted.safeParse(fields)
      if (!read.success) return refuse('not-valid', ...problemsOf(read.error))
      const asked = await correct({ source, ...defined(read.data), ...who })
      return isUncorrectable(asked) ? refusalOf(source, asked) : answerOf(asked, timeZone)
    },

    audience: async (source: SendId, fields: Record<string, unknown>): Promise<Answer> => {
      const read = Asked.safeParse(fields)
      if (!read.success) return refuse('not-valid', ...problemsOf(read.error))
      const { languages, from } = read.data
      const found = await find({ source, languages })
      if (found.outcome !== 'correctable') return refusalOf(source, found)
      const counted = await count(found, from)
      const value: AudienceAnswer = { ...counted, excluded: defined(counted.excluded), when: {}, timeZone }
      return answer(200, value)
    },
  }
}
export type Corrections = ReturnType<typeof createCorrections>

const whyNot = {
  test: 'is a test: send another one',
  series:
    'goes to new readers one by one, and is never over: publish its issue again, and whoever comes next gets that',
  'not-begun': 'has not begun: publish its issue again, and it goes out as it is then',
  forgotten: 'is over, and to whom it went is not kept any more',
}

const causeOf = {
  test: 'is-a-test',
  series: 'is-a-series',
  'not-begun': 'not-begun',
  forgotten: 'recipients-forgotten',
} as const

const isUncorrectable = (asked: Requested | Uncorrectable): asked is Uncorrectable =>
  !('send' in asked) && asked.outcome !== 'no-edition' && asked.outcome !== 'in-the-past'

const refusalOf = (source: SendId, found: Uncorrectable): Answer => {
  switch (found.outcome) {
    case 'no-such-send':
      return noSuchSend(source)
    case 'not-for-correction':
      return refuse(`not-possible/${causeOf[found.why]}`, { message: `${source} ${whyNot[found.why]}` })
    case 'source-is-open':
      return refuse('not-possible/source-is-open', {
        message: `${source} is not over: wait until it is, or cancel it, so that it is decided who has it`,
      })
    case 'nothing-to-correct':
      return refuse('not-possible/nothing-to-correct', {
        message: `What ${source} sent is what is published now${found.languages.length > 0 ? ` in ${found.languages.join(', ')}` : ''}: publish the corrected issue first`,
      })
    case 'too-many-corrections':
      return refuse('not-possible/too-many-there', {
        message: `${source} has as many corrections as there can be: correct one of those, or send to those who got it for another purpose`,
      })
    case 'not-published':
      return refuse('not-possible/not-published', {
        message: `The issue of ${source} is not published any more: publish it again first`,
      })
  }
}
