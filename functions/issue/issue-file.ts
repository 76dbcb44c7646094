import * as z from 'zod'
import { Language, perLanguage } from '../publication/language.ts'
import { imagePath as pathPattern } from './image.ts'
import { line, lines } from './text-fields.ts'

const articleName = z.string().regex(/^\d+-[a-z0-9]+(-[a-z0-9]+)*$/, 'is not an article such as 03-rodin')
const imagePath = z.string().regex(pathPattern, 'is not a path inside the issue’s folder')

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
const day = z
  .string()
  .regex(/^\d{4}-\d\d-\d\d$/, 'is not a day such as 2023-04-10')
  .refine((text) => isOfCalendar(`${text}T00:00:00`), noTime)

const section = z
  .strictObject({
    /** One of the publication's, that readers choose among. */
    topic: z.string().optional(),
    /** Instead of a topic: a section of this issue alone, which everybody gets. */
    title: localized(200).optional(),
    image: imagePath.optional(),
    /** Empty texts mean that the image is an ornament. */
    alt: localized(500).optional(),
    articles: z.array(articleName).default([]),
    subsections: z
      .array(z.strictObject({ title: localized(200), articles: z.array(articleName).min(1) }))
      .default([]),
  })
  .refine(({ topic, title }) => (topic === undefined) !== (title === undefined), {
    message: 'has either a topic of the publication or a title of its own',
  })

/** `issue.yaml`: what stands in an issue, in which order. Only sections there must be. */
export const IssueYaml = z.strictObject({
  /** Absent: all of the publication's. The first one's files have no language in their names. */
  languages: z.array(Language).min(1).optional(),
  title: localized(300).optional(),
  number: z.int().positive().optional(),
  period: localized(100).optional(),
  /** Absent: it is sent only when an admin asks. */
  release: localTime.optional(),
  date: day.optional(),
  advertising: z.boolean().default(false),
  cover: z
    .strictObject({
      image: imagePath.optional(),
      alt: localized(500).optional(),
      lines: perLanguage(z.array(line(200)).min(1)).optional(),
    })
    .default({}),
  sections: z.array(section).min(1, 'hold no article'),
})
export type IssueYaml = z.infer<typeof IssueYaml>

/** A text for readers in each language, which may run over several lines. */
const told = perLanguage(lines(2000).min(1, 'must not be empty'))
/** Why an article stands no more where it stood. Taking this away brings the article back. */
const withdrawal = z.strictObject({ date: day, reason: told })
const erratum = z.strictObject({ date: day, text: told })

const front = z.strictObject({
  title: line(300).min(1, 'must not be empty'),
  kicker: line(100).min(1, 'must not be empty').optional(),
  page: z.int().positive().optional(),
  kind: z.enum(['full', 'brief'], { error: 'is neither full nor brief' }).default('full'),
  author: line(200).min(1, 'must not be empty').optional(),
  summary: lines(1000).min(1, 'must not be empty').optional(),
  links: z
    .array(
      z.strictObject({
        title: line(300).min(1, 'must not be empty'),
        url: z
          .url({ protocol: /^https?$/, error: 'is not an http(s) address' })
          .max(2000, 'has more than 2000 characters'),
      }),
    )
    .default([]),
  /** Both stand in the file of the original language, for all of them. */
  withdrawn: withdrawal.optional(),
  errata: z.array(erratum).optional(),
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
