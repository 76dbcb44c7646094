import * as z from 'zod'
import { didYouMean } from './did-you-mean.ts'
import { keepDays } from './keep-days.ts'
import { Language, Localized, perLanguage } from './language.ts'
import { tagMeant } from './language-names.ts'
import { isTimeZone } from './time-zones.ts'

// `title`, `description` and `example` are what the manual says of a key; an example is as YAML gives it.
const Id = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]*$/, 'may hold a–z, 0–9 and hyphens only')
  .meta({ title: 'id: a–z, 0–9 and hyphens' })
const Colour = z
  .string()
  .regex(/^#[0-9a-fA-F]{6}$/, 'is not a colour such as #0b5cad')
  .meta({ title: 'colour' })
const Email = z.email('is not an e-mail address').meta({ title: 'e-mail address' })
const oneLine = z
  .string()
  .regex(/^[^\r\n]+$/, 'must be one line')
  .meta({ title: 'one line' })

/** Scheme, host and port, as the URL parser writes them; in the clear only on this machine. */
const Origin = z
  .string()
  .refine(isOrigin, 'is not an origin such as https://www.example.org')
  .meta({ title: 'origin: scheme and host, without a path' })

const asked = {
  id: Id.meta({ description: 'By which answers are kept and sends choose readers.', example: 'role' }),
  names: Localized.meta({ description: 'What the form asks.', example: 'Your role' }),
}
const option = z.strictObject({
  id: Id.meta({ description: 'By which the answer is kept.', example: 'student' }),
  names: Localized.meta({ description: 'What the form shows.', example: 'Student' }),
})

/** One question of the forms. */
const Field = z.discriminatedUnion('kind', [
  z.strictObject({
    ...asked,
    kind: z.literal('choice').meta({ description: 'One of some answers.', example: 'choice' }),
    options: z
      .array(option)
      .min(2)
      .meta({
        description: 'The answers, at least two.',
        example: [
          { id: 'student', names: 'Student' },
          { id: 'teacher', names: 'Teacher' },
        ],
      }),
  }),
  z.strictObject({
    ...asked,
    kind: z.literal('yes-no').meta({ description: 'A box to tick: “yes”, or no answer.', example: 'yes-no' }),
  }),
  z.strictObject({
    ...asked,
    kind: z.literal('text').meta({ description: 'One line, in the reader’s words.', example: 'text' }),
  }),
])
export type Field = z.infer<typeof Field>

/** As GitHub names a repository; with its ids, as it names one in the tokens of workflows. */
const Repository = z
  .string()
  .regex(
    /^[A-Za-z0-9][\w-]*(\/[\w.-]+|@\d+\/[\w.-]+@\d+)$/,
    'is not a repository of GitHub such as tidelines/magazine, or with its ids tidelines@123/magazine@456',
  )

/** The branch of a repository on GitHub whose workflows may publish issues, without anybody signing in. */
const Publishing = z.strictObject({
  github: Repository.meta({
    title: 'repository on GitHub',
    description:
      'The repository, by owner and name; with the ids of both (`gh api repos/OWNER/NAME --jq \'"\\(.owner.login)@\\(.owner.id)/\\(.name)@\\(.id)"\'`), whoever gets its name later is kept out, too.',
    example: 'tidelines/magazine',
  }),
  branch: z
    .string()
    // No pattern and no policy variable of IAM; git itself forbids all of these but the last (git-check-ref-format).
    .regex(/^[^\s~^:?*[\\$]+$/, 'is not the name of a branch')
    .default('main')
    .meta({
      title: 'branch',
      description: 'Whose workflows may publish; no other branch’s and no pull request’s may.',
      example: 'main',
    }),
  provider: z
    .string()
    .regex(
      /^arn:aws[a-z-]*:iam::\d{12}:oidc-provider\/token\.actions\.githubusercontent\.com$/,
      'is not the ARN of GitHub’s OIDC provider: arn:aws:iam::…:oidc-provider/token.actions.githubusercontent.com',
    )
    .optional()
    .meta({
      description:
        'GitHub’s OIDC provider in IAM, where the AWS account has one already: it can have only one.',
      example: 'arn:aws:iam::123456789012:oidc-provider/token.actions.githubusercontent.com',
    }),
})
export type Publishing = z.infer<typeof Publishing>

/** `content/publication.yaml`: what the whole service says of itself. */
export const PublicationShape = z.strictObject({
  id: Id.meta({ description: 'A short name, for files and links.', example: 'tidelines' }),
  languages: z
    .array(Language.refine(isKnownTag, { error: unknownTag }))
    .min(1)
    .meta({
      description: 'What issues are published in. The first is the one that they are written in.',
      example: ['en', 'fr'],
    }),
  names: Localized.meta({ description: 'What the magazine is called.', example: 'Tidelines' }),
  taglines: Localized.meta({ description: 'One line under the name.', example: 'News from the harbour' }),
  publisher: Localized.meta({
    description: 'Who sends it. Readers agree to get mail from this name when they sign up.',
    example: 'The Harbour Trust',
  }),
  site: Origin.meta({
    description: 'Where the magazine is read. Links in mail begin with it.',
    example: 'https://www.example.org',
  }),
  domain: z.string().optional().meta({
    description:
      'The host name of “site”, where CloudFront is to serve it under a name of your own. Needs “certificateArn”.',
    example: 'www.example.org',
  }),
  certificateArn: z
    .string()
    .regex(
      // CloudFront takes no other (Amazon CloudFront Developer Guide, "Requirements for using SSL/TLS certificates").
      /^arn:aws[a-z-]*:acm:us-east-1:\d{12}:certificate\/[\w-]+$/,
      'is not the ARN of an ACM certificate in us-east-1',
    )
    .optional()
    .meta({
      description: 'The certificate for “domain”, which ACM has issued in us-east-1.',
      example: 'arn:aws:acm:us-east-1:123456789012:certificate/0b5cad00-1111-2222-3333-444455556666',
    }),
  sender: z
    .strictObject({
      name: perLanguage(oneLine).meta({ description: 'Shown in the reader’s inbox.', example: 'Tidelines' }),
      address: Email.meta({
        description: 'Which mail comes from. Its domain becomes the identity that SES sends for.',
        example: 'hello@example.org',
      }),
    })
    .meta({
      description: 'Who mail comes from.',
      example: { name: 'Tidelines', address: 'hello@example.org' },
    }),
  replyTo: Email.meta({
    description: 'Where answers go: a mailbox that somebody reads.',
    example: 'editors@example.org',
  }),
  admin: Email.meta({
    description: 'Who is told of alarms, held sends and a cadence that found nothing to send.',
    example: 'admin@example.org',
  }),
  postalAddress: perLanguage(oneLine).meta({
    description: 'The publisher’s, at the foot of every mail, as the law of many countries wants it.',
    example: '1 Quay Street, Galway',
  }),
  timeZone: z.string().refine(isTimeZone, { error: zoneMessage }).meta({
    title: 'IANA time zone',
    description: 'In which release times, the cadence and times of the command line are meant.',
    example: 'Europe/Dublin',
  }),
  cadence: z
    .strictObject({
      cron: z
        .string()
        .regex(/^\S+ \S+ \S+ \S+ \S+( \S+)?$/, 'is not five or six fields such as 0 9 1 * ? *')
        .meta({
          title: 'five or six fields of a cron expression',
          description:
            'Minute, hour, day of the month, month, day of the week, and a year if you like, as EventBridge Scheduler reads them, in “timeZone”.',
          example: '0 9 1 * ? *',
        }),
    })
    .optional()
    .meta({
      description:
        'When to send by itself the oldest issue that is published, whose release has come, and that was not sent. Leave it out to have no such times.',
      example: { cron: '0 9 1 * ? *' },
    }),
  numberInSubject: z.boolean().default(false).meta({
    description:
      'Whether the subject of a numbered issue begins with its number: No. 7: The boats came home.',
    example: true,
  }),
  brand: z
    .strictObject({
      ink: Colour.meta({ description: 'Of text.', example: '#17202e' }),
      paper: Colour.meta({ description: 'Behind the text.', example: '#ffffff' }),
      accent: Colour.meta({ description: 'Of links, buttons and the sign.', example: '#0b5cad' }),
      accentDark: Colour.meta({ description: 'The accent on dark screens.', example: '#85aed6' }),
    })
    .meta({
      description: 'The colours of mails, pages, icons and cards.',
      example: { ink: '#17202e', paper: '#ffffff', accent: '#0b5cad', accentDark: '#85aed6' },
    }),
  httpsForSubdomains: z.boolean().default(false).meta({
    description:
      'Whether browsers must use https for every host under the site’s name as well (HSTS “includeSubDomains”).',
    example: true,
  }),
  aws: z
    .strictObject({
      lambdaConcurrency: z.number().int().positive().optional().meta({
        description:
          'The account’s Lambda quota “Concurrent executions”. With it, sending, leaving and what readers do with their data get shares of their own; leave it out in a new account, whose quota has no room for them.',
        example: 1000,
      }),
    })
    .optional()
    .meta({
      description: 'What only the owner of the AWS account knows of it.',
      example: { lambdaConcurrency: 1000 },
    }),
  publishing: Publishing.optional().meta({
    description: 'Who may publish by merging on GitHub, without anybody signing in.',
    example: { github: 'tidelines/magazine' },
  }),
  topics: z
    .array(
      z.strictObject({
        id: Id.meta({ description: 'By which sections of an issue name it.', example: 'harbour' }),
        names: Localized.meta({ description: 'What readers see.', example: 'The harbour' }),
        taglines: Localized.optional().meta({
          description: 'One line under the name, in mails and on the site.',
          example: 'Who came in, and who is late',
        }),
      }),
    )
    .default([])
    .meta({
      description: 'What readers may choose among. Without any, everybody gets everything.',
      example: [{ id: 'harbour', names: 'The harbour' }],
    }),
  fields: z
    .array(Field)
    .default([])
    .meta({
      description:
        'What the forms ask a reader beside the address. A send may choose readers by their answers.',
      example: [{ id: 'boat', names: 'Your boat', kind: 'text' }],
    }),
  greeting: z
    .strictObject({
      field: Id.meta({ description: 'The text field that asks for the name.', example: 'name' }),
      texts: Localized.meta({
        description: 'The greeting, with “{name}” once.',
        example: 'Dear {name},',
      }),
      fallback: Localized.meta({
        description: 'The name of those who gave none.',
        example: 'reader',
      }),
    })
    .optional()
    .meta({
      description: 'How digests address a reader.',
      example: { field: 'name', texts: 'Dear {name},', fallback: 'reader' },
    }),
  unsubscribeMailbox: Email.optional().meta({
    description:
      'A mailbox that somebody reads, for “mailto:” in the List-Unsubscribe header. Without one only the https link stands there.',
    example: 'unsubscribe@example.org',
  }),
  ...keepDays,
  tracking: z
    .strictObject({
      opens: z.boolean().default(false).meta({
        description: 'Whether SES puts a picture into each digest by which it sees that somebody opens it.',
        example: true,
      }),
      clicks: z.boolean().default(false).meta({
        description:
          'Whether SES leads each link of a digest through a server of its own. Links to preferences and to unsubscribe stay as they are.',
        example: true,
      }),
    })
    .default({ opens: false, clicks: false })
    .meta({
      description:
        'Whether sends count opens and clicks; by default neither. Say so to your readers: many laws want their consent. Machines open and follow links as well; they are counted apart as far as they are known.',
      example: { opens: true },
    }),
  ratings: z.boolean().default(true).meta({
    description:
      'Whether each digest ends with “Was this worth reading?” and two links; left out, it does. Only who presses the button behind them is counted, and `masthead status` shows how many said what.',
    example: false,
  }),
  pageViews: z.boolean().default(true).meta({
    description:
      'Whether views of articles are counted from CloudFront’s logs, which are told to keep nothing of a visitor: the day, the page, and whether it was there. Only where the stack is in us-east-1; left out, they are. `masthead views` shows them.',
    example: false,
  }),
  warmUp: z.boolean().optional().meta({
    description:
      'Whether a send to many more readers than were lately mailed goes out over days, in growing slices, until mailbox providers know the domain. Say “false” where they do; left out, it does.',
    example: false,
  }),
  approval: z
    .strictObject({
      above: z
        .number()
        .int('is not a whole number')
        .nonnegative('is less than 0')
        .meta({ description: 'To how many readers a send may go without a second person.', example: 1000 }),
    })
    .optional()
    .meta({
      description:
        'Whether a send waits until somebody approves it who neither asked for it nor published it (`masthead approve`). It is counted when it begins: to no more readers than “above” it goes by itself within minutes. Also of a release time or the cadence; a test and the welcome series need nobody. Left out, none waits.',
      example: { above: 1000 },
    }),
  embeds: z
    .array(Origin)
    .default([])
    .meta({
      description:
        'Other sites that may carry the sign-up form: visitors can come back to them, their scripts can post to it.',
      example: ['https://www.example.com'],
    }),
  welcome: z
    .array(
      z.strictObject({
        days: z
          .number()
          .int()
          .min(0)
          .max(366)
          .meta({ description: 'How long after they confirm, 0 to 366.', example: 0 }),
        issue: Id.meta({
          description:
            'Which issue’s digest; “latest” is the one that went out last before they came. An issue named here goes to nobody else.',
          example: 'latest',
        }),
      }),
    )
    .default([])
    .meta({
      description: 'What a new reader gets, days after they confirm.',
      example: [{ days: 0, issue: 'latest' }],
    }),
})
export type PublicationShape = z.infer<typeof PublicationShape>

function isKnownTag(tag: string): boolean {
  return tagMeant(tag) === tag
}

function unknownTag({ input }: { input?: unknown }): string {
  const meant = tagMeant(String(input))
  return `is not a language tag that is known${meant ? `; did you mean "${meant}"?` : ', such as en or zh-CN'}`
}

function zoneMessage({ input }: { input?: unknown }): string {
  const zones = Intl.supportedValuesOf('timeZone')
  const place = String(input).trim().replaceAll(' ', '_').toLowerCase()
  const zone = zones.find((one) => one.toLowerCase().split('/').at(-1) === place)
  const meant = zone ? `; did you mean "${zone}"?` : didYouMean(String(input), zones)
  return `is not an IANA time zone such as Asia/Shanghai${meant}`
}

function isOrigin(text: string): boolean {
  if (!URL.canParse(text)) return false
  const { protocol, hostname, origin } = new URL(text)
  return origin === text && (protocol === 'https:' || ['localhost', '127.0.0.1'].includes(hostname))
}
