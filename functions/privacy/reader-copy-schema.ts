import * as z from 'zod'
import { outcomes } from '../sending/ledger/recipient-outcome.ts'
import { acts } from '../sending/ledger/ses-report.ts'
import { causes } from '../subscription/states/suppression-cause.ts'

const text = (description: string, example: string) => z.string().meta({ description, example })
const number = (description: string, example: number) => z.number().meta({ description, example })
const instant = (description: string) =>
  z.string().meta({ title: 'ISO 8601, UTC', description, example: '2031-05-06T07:00:00.000Z' })

/** Described as what it may lack is. */
const optional = <Schema extends z.ZodType>(schema: Schema) => schema.optional().meta(schema.meta() ?? {})

const Leaving = z
  .strictObject({
    send: optional(text('By the link in a mail of which send.', 'tidelines-2--digest')),
    reason: optional(text('Why, if they said so.', 'too-many')),
  })
  .meta({ description: 'How they left.', example: { send: 'tidelines-2--digest' } })

const choice = {
  language: text('In which language they read.', 'en'),
  topics: z
    .array(z.string())
    .meta({ title: 'list of sections', description: 'Which sections; none: all.', example: ['harbour'] }),
  timeZone: optional(text('Their time zone, if they chose one.', 'Europe/Dublin')),
  fields: optional(
    z.record(z.string(), z.string()).meta({
      title: 'texts, by question',
      description: 'What they answered to the form’s questions.',
      example: { boat: 'A dinghy' },
    }),
  ),
}

const Reader = z
  .strictObject({
    id: text('By what the service knows them: a keyed hash.', '2542ccb6c44dbdfa21622fa3f4ba2e8f'),
    address: text('Their address, masked where the link was in an issue.', 'ada@readers.example'),
    addressMasked: optional(z.literal(true).meta({ description: 'That it is.', example: true })),
    status: z
      .enum(['pending', 'active', 'unsubscribed', 'suppressed', 'erased'])
      .meta({ description: 'How they stand.', example: 'active' }),
    ...choice,
    createdAt: instant('Since when they are known.'),
    confirmedAt: optional(instant('Since when they are a reader.')),
    pausedFrom: optional(instant('Since when they pause.')),
    pausedUntil: optional(instant('Until when.')),
    movedFrom: optional(
      z
        .array(
          z.strictObject({
            address: text('The address.', 'ada@old.example'),
            at: instant('When they moved from it.'),
            network: optional(text('From which network they confirmed the next one.', '203.0.113.0/24')),
          }),
        )
        .meta({
          title: 'list of addresses',
          description: 'Addresses that they had before.',
          example: [{ address: 'ada@old.example', at: '2031-05-06T07:08:09.000Z' }],
        }),
    ),
    newAddress: optional(
      z
        .strictObject({
          address: text('The address.', 'ada@new.example'),
          until: instant('Until when it can be confirmed.'),
        })
        .meta({
          title: 'address',
          description: 'Where they asked to have their mail, if that is not confirmed yet.',
          example: { address: 'ada@new.example', until: '2031-05-13T07:08:09.000Z' },
        }),
    ),
    chosenAt: optional(instant('When a reader from elsewhere last chose here.')),
    softBounces: optional(
      z
        .strictObject({
          days: z.array(z.string()).meta({
            title: 'list of days',
            description: 'On which mail came back for now.',
            example: ['2031-05-06'],
          }),
          reached: optional(text('When mail arrived last after that.', '2031-05-07')),
        })
        .meta({ description: 'Mail that did not reach them for now.', example: { days: ['2031-05-06'] } }),
    ),
    since: optional(instant('When they left, or since when nothing is sent to them.')),
    cause: optional(
      z.enum(causes).meta({ description: 'Why nothing is sent to them, for good.', example: 'bounce' }),
    ),
    left: optional(instant('When they had left before that.')),
    leaving: optional(Leaving),
    unconfirmed: optional(
      z.literal(true).meta({ description: 'They had asked and never confirmed.', example: true }),
    ),
    expires: optional(instant('When their sign-up lapses, unless they confirm it.')),
    keptOutBy: optional(
      z
        .array(
          z.strictObject({
            import: text('Which list.', 'old-list'),
            row: number('Its row.', 7),
            from: text('How they stood before.', 'active'),
          }),
        )
        .meta({
          description: 'Lists from elsewhere by which nothing is sent to them.',
          example: [{ import: 'old-list', row: 7, from: 'active' }],
        }),
    ),
    mailedAt: optional(instant('When a form, or a list that asks, last had us mail them.')),
    mails: optional(number('How many such mails went out in the day before it.', 1)),
  })
  .meta({
    description: 'Their record.',
    example: {
      id: '2542ccb6c44dbdfa21622fa3f4ba2e8f',
      address: 'ada@readers.example',
      status: 'pending',
      language: 'en',
      topics: [],
      createdAt: '2031-05-06T07:00:00.000Z',
    },
  })

const Opted = z.strictObject({
  askedAt: instant('When they asked; by a list from elsewhere, at the latest.'),
  form: optional(text('The page that held the form.', '/subscribe')),
  wording: optional(text('What they agreed to, as it was shown.', 'By subscribing you agree …')),
  language: optional(text('In which language it was shown.', 'en')),
  network: optional(
    text('From which network they asked; the rest of the address is not kept.', '203.0.113.0/24'),
  ),
  confirmedAt: optional(instant('When they confirmed it by the link in a mail.')),
  confirmedNetwork: optional(text('From which network they confirmed it.', '203.0.113.0/24')),
  import: optional(text('The list by which they came from elsewhere.', 'old-list')),
  row: optional(number('Its row.', 7)),
  importedAt: optional(instant('When the list was brought in.')),
  statement: optional(
    text(
      'Where the consent came from, in the words of who brought the list in.',
      'Double opt-in by the form on our old site',
    ),
  ),
  leftAt: optional(instant('When they withdrew this consent.')),
  leaving: optional(Leaving),
})

const waitingExample = {
  language: 'en',
  topics: [],
  askedAt: '2031-05-06T07:00:00.000Z',
  until: '2031-05-14T07:00:00.000Z',
}
const Waiting = z
  .strictObject({
    ...choice,
    askedAt: instant('When somebody asked.'),
    form: optional(text('The page that held the form.', '/subscribe')),
    wording: optional(text('What it said.', 'By subscribing you agree …')),
    network: optional(text('From which network.', '203.0.113.0/24')),
    until: instant('When it lapses.'),
  })
  .meta({
    description: 'A sign-up at a former reader’s address that nobody has confirmed.',
    example: waitingExample,
  })

const SentCopy = z.strictObject({
  send: text('What was sent.', 'tidelines-2--digest'),
  at: instant('When it was due.'),
  outcome: z
    .enum([...outcomes, 'not-planned', 'forgotten'])
    .meta({ description: 'What became of it for them.', example: 'accepted' }),
  reason: optional(text('Why, if they did not get it.', 'paused')),
  reported: optional(text('What their mailbox reported.', 'delivered')),
  deliveredAt: optional(instant('When their mailbox took it, within five minutes from then.')),
  acts: optional(
    z.array(z.enum(acts)).meta({
      title: 'list of acts',
      description:
        'What was done with it, as far as the magazine lets that be counted, and that they left by it.',
      example: ['left'],
    }),
  ),
  linksPressed: optional(
    z.array(z.string()).meta({
      title: 'list of addresses',
      description: 'Links of it that they pressed, as far as the magazine lets that be counted.',
      example: ['https://tidelines.example.org/en/issues/tidelines-2/harbour/'],
    }),
  ),
  worthReading: optional(
    z.boolean().meta({ description: 'Whether they said that it was worth reading.', example: true }),
  ),
})

const MailsCounted = z.strictObject({
  window: text('Which day, UTC.', '2031-05-06'),
  mails: number('How many.', 1),
  forgottenAt: instant('When this is forgotten.'),
})

/** All that is known of one reader, as they download it. */
export const ReaderCopy = z.strictObject({
  publication: text('The magazine’s name.', 'Tidelines'),
  madeAt: instant('When this copy was made.'),
  reader: Reader,
  consents: z.array(Opted).meta({
    description: 'The evidence of each opt-in, the oldest first.',
    example: [{ askedAt: '2031-05-06T07:00:00.000Z', form: '/subscribe' }],
  }),
  waiting: optional(Waiting),
  alsoWaiting: optional(
    z.array(Waiting).meta({
      description: 'Further sign-ups at their address that nobody has confirmed: each has a link of its own.',
      example: [waitingExample],
    }),
  ),
  sends: z.array(SentCopy).meta({
    description: 'What was sent to them, or why it was not, the latest first.',
    example: [{ send: 'tidelines-2--digest', at: '2031-05-06T07:00:00.000Z', outcome: 'accepted' }],
  }),
  sendsNotRead: optional(
    number('How many sends there was no time to look through; `masthead reader ADDRESS` does.', 400),
  ),
  mailsCounted: z.array(MailsCounted).meta({
    description: 'Mails that forms caused to their inbox, counted so that nobody floods it.',
    example: [{ window: '2031-05-06', mails: 1, forgottenAt: '2031-05-07T01:00:00.000Z' }],
  }),
})
export type ReaderCopy = z.infer<typeof ReaderCopy>
export type OptedCopy = z.infer<typeof Opted>
