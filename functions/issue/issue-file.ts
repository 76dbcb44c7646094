import * as z from 'zod'
import { Language, perLanguage } from '../publication/language.ts'
import { AliasPath } from './aliases.ts'
import { imagePath as pathPattern } from './image.ts'
import { line, lines } from './text-fields.ts'

// `title`, `description` and `example` are what the manual says of a key; an example is as YAML gives it.
const articleName = z
  .string()
  .regex(/^\d+-[a-z0-9]+(-[a-z0-9]+)*$/, 'is not an article such as 03-rodin')
  .meta({ title: 'article: its file without “.md”' })
const imagePath = z
  .string()
  .regex(pathPattern, 'is not a path inside the issue’s folder')
  .meta({ title: 'path of a picture in the issue’s folder' })

/** A line in each language. @param most characters of each */
const localized = (most: number) => perLanguage(line(most))
const isOfCalendar = (time: string): boolean =>
  !Number.isNaN(Date.parse(`${time}Z`)) && new Date(`${time}Z`).toISOString().startsWith(time)
const noTime = { message: 'is no day or hour of the calendar' }
const localTime = z
  .string()
  .regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d)?$/, 'is not a local time such as 2023-04-10T09:00:00')
  .transform((time) => (time.length === 16 ? `${time}:00` : time))
  .refine(isOfCalendar, noTime)
  .meta({ title: 'local time' })
const day = z
  .string()
  .regex(/^\d{4}-\d\d-\d\d$/, 'is not a day such as 2023-04-10')
  .refine((text) => isOfCalendar(`${text}T00:00:00`), noTime)
  .meta({ title: 'day' })

const inOrder = (which: string) => `${which}, by the names of their files without “.md”, in order.`
const subsection = z.strictObject({
  title: localized(200).meta({ description: 'Its heading.', example: 'From the archive' }),
  articles: z
    .array(articleName)
    .min(1)
    .meta({ description: inOrder('Its articles'), example: ['04-old-maps'] }),
})
const section = z
  .strictObject({
    topic: z.string().optional().meta({
      title: 'id of a topic',
      description: 'One of the publication’s, that readers choose among. Either this or “title”.',
      example: 'harbour',
    }),
    title: localized(200).optional().meta({
      description: 'Instead of a topic: a section of this issue alone, which everybody gets.',
      example: 'Obituaries',
    }),
    image: imagePath
      .optional()
      .meta({ description: 'Shown beside the section’s name.', example: 'images/harbour.png' }),
    alt: localized(500).optional().meta({
      description: 'What the picture shows. Empty where it is an ornament.',
      example: 'Boats at low tide',
    }),
    articles: z
      .array(articleName)
      .default([])
      .meta({ description: inOrder('The section’s articles'), example: ['01-boats', '02-storm'] }),
    subsections: z
      .array(subsection)
      .default([])
      .meta({
        description: 'Groups within the section, after its own articles.',
        example: [{ title: 'From the archive', articles: ['04-old-maps'] }],
      }),
  })
  .refine(({ topic, title }) => (topic === undefined) !== (title === undefined), {
    message: 'has either a topic of the publication or a title of its own',
  })

const cover = z.strictObject({
  image: imagePath
    .optional()
    .meta({ description: 'On top of the digest and of the issue’s page.', example: 'images/cover.png' }),
  alt: localized(500)
    .optional()
    .meta({ description: 'What the picture shows.', example: 'Cover: boats at low tide' }),
  lines: perLanguage(z.array(line(200)).min(1))
    .optional()
    .meta({
      description: 'Cover lines. The first stands in the digest’s subject.',
      example: ['The boats came home', 'A storm, an hour by hour'],
    }),
})

/** `issue.yaml`: what stands in an issue, in which order. Only sections there must be. */
export const IssueYaml = z.strictObject({
  languages: z
    .array(Language)
    .min(1)
    .optional()
    .meta({
      description:
        'What this issue is written in; left out, all of the publication’s. The first one’s files have no language in their names.',
      example: ['en'],
    }),
  title: localized(300)
    .optional()
    .meta({ description: 'The issue’s own name.', example: 'The boats came home' }),
  number: z.int().positive().optional().meta({ description: 'No. 7, for example.', example: 7 }),
  period: localized(100)
    .optional()
    .meta({ description: 'Which time it is of, in words.', example: 'May 2031' }),
  release: localTime.optional().meta({
    description:
      'When it goes to all readers, in the publication’s time zone. Left out, it goes when somebody asks.',
    example: '2031-05-06T09:00:00',
  }),
  date: day
    .optional()
    .meta({ description: 'The day that it bears, where it has no release.', example: '2031-05-06' }),
  advertising: z
    .boolean()
    .default(false)
    .meta({ description: 'Whether the subject must say that it is advertising.', example: true }),
  cover: cover.default({}).meta({
    description: 'What stands on top.',
    example: { image: 'images/cover.png', alt: 'Cover: boats at low tide' },
  }),
  sections: z
    .array(section)
    .min(1, 'hold no article')
    .meta({
      description: 'What the issue holds, in order.',
      example: [{ title: 'News', articles: ['01-boats'] }],
    }),
  aliases: z
    .array(AliasPath)
    .optional()
    .meta({
      description: 'Where the issue was found before, as paths of the site: each leads to its page for good.',
      example: ['/archive/7'],
    }),
})
export type IssueYaml = z.infer<typeof IssueYaml>

/** A text for readers in each language, which may run over several lines. */
const told = perLanguage(lines(2000).min(1, 'must not be empty'))
const withdrawal = z.strictObject({
  date: day.meta({ description: 'Since when.', example: '2031-05-20' }),
  reason: told.meta({ description: 'Why, for readers.', example: 'The figures were wrong.' }),
})
const erratum = z.strictObject({
  date: day.meta({ description: 'When it was corrected.', example: '2031-05-20' }),
  text: told.meta({
    description: 'What was wrong, in the languages that had the fault.',
    example: 'Figure 2 was wrong.',
  }),
})
const link = z.strictObject({
  title: line(300)
    .min(1, 'must not be empty')
    .meta({ description: 'What the link says.', example: 'The paper' }),
  url: z
    .url({ protocol: /^https?$/, error: 'is not an http(s) address' })
    .max(2000, 'has more than 2000 characters')
    .meta({
      title: 'http(s) address',
      description: 'Where it leads.',
      example: 'https://www.example.com/paper',
    }),
})

const front = z.strictObject({
  title: line(300)
    .min(1, 'must not be empty')
    .meta({ description: 'The headline.', example: 'The boats came home' }),
  kicker: line(100).min(1, 'must not be empty').optional().meta({
    description: 'The words before the headline that say what kind of piece it is.',
    example: 'Interview',
  }),
  page: z.int().positive().optional().meta({
    description: 'On which page of the printed issue it begins. Its QR code leads by it.',
    example: 20,
  }),
  kind: z.enum(['full', 'brief'], { error: 'is neither full nor brief' }).default('full').meta({
    description: '“full” has a text; “brief” is a notice that may point elsewhere by its links.',
    example: 'brief',
  }),
  author: line(200)
    .min(1, 'must not be empty')
    .optional()
    .meta({ description: 'Who wrote it.', example: 'Niamh Ó Súilleabháin' }),
  summary: lines(1000).min(1, 'must not be empty').optional().meta({
    description:
      'One or two sentences for the digest and for lists. Only a brief that has links may leave it out.',
    example: 'All nine are back.',
  }),
  links: z
    .array(link)
    .default([])
    .meta({
      description: 'Sources, below the text; of a brief, where it points.',
      example: [{ title: 'The paper', url: 'https://www.example.com/paper' }],
    }),
  aliases: z
    .array(AliasPath)
    .optional()
    .meta({
      description:
        'Where this text was found before, as paths of the site: each leads to its page, in the language of its file, for good.',
      example: ['/p/the-boats'],
    }),
  withdrawn: withdrawal.optional().meta({
    description:
      'Why the article stands no more where it stood. Its page says so, and its pictures go; taking the key away brings it back. In the file of the original language, for all of them.',
    example: { date: '2031-05-20', reason: 'The figures were wrong.' },
  }),
  errata: z
    .array(erratum)
    .optional()
    .meta({
      description:
        'What was corrected after it came out: shown on top of the page, and once more in the feeds. In the file of the original language, for all of them.',
      example: [{ date: '2031-05-20', text: 'Figure 2 was wrong.' }],
    }),
})

/** A brief may do with a title and where it points to; all else needs to be said. */
const saysEnough = ({ kind, summary, links }: Partial<z.infer<typeof front>>): boolean =>
  summary !== undefined || (kind === 'brief' && (links?.length ?? 0) > 0)

/** What stands above an article's text. */
export const FrontMatter = front.refine(saysEnough, {
  path: ['summary'],
  message: 'is missing',
  // Told even if something else is wrong.
  when: ({ value }) => typeof value === 'object' && value !== null,
})
export type FrontMatter = z.infer<typeof FrontMatter>
