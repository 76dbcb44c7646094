import * as z from 'zod'
import { Language } from '../platform/language.ts'
import { imagePath as pathPattern } from './image.ts'
import { line, lines } from './written.ts'

const articleName = z.string().regex(/^\d+-[a-z0-9]+(-[a-z0-9]+)*$/, 'is not an article such as 03-rodin')
const imagePath = z.string().regex(pathPattern, 'is not a path inside the issue’s folder')

/** A line in each language. @param most characters of each */
const localized = (most: number) => z.record(Language, line(most))
const localTime = z
  .string()
  .regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d)?$/, 'is not a local time such as 2023-04-10T09:00:00')
  .transform((time) => (time.length === 16 ? `${time}:00` : time))
  .refine(
    (time) => !Number.isNaN(Date.parse(`${time}Z`)) && new Date(`${time}Z`).toISOString().startsWith(time),
    {
      message: 'is no day or hour of the calendar',
    },
  )

/** `issue.yaml`: what stands in an issue, in which order. */
export const IssueYaml = z.strictObject({
  number: z.int().positive(),
  period: localized(100),
  release: localTime,
  advertising: z.boolean().default(false),
  cover: z.strictObject({
    image: imagePath,
    alt: localized(500),
    lines: z.record(Language, z.array(line(200)).min(1)),
  }),
  sections: z
    .array(
      z.strictObject({
        topic: z.string(),
        image: imagePath.optional(),
        /** Empty texts mean that the image is an ornament. */
        alt: localized(500).optional(),
        articles: z.array(articleName).default([]),
        subsections: z
          .array(z.strictObject({ title: localized(100), articles: z.array(articleName).min(1) }))
          .default([]),
      }),
    )
    .min(1),
})
export type IssueYaml = z.infer<typeof IssueYaml>

/** What stands above an article's text. */
export const FrontMatter = z.strictObject({
  title: line(300).min(1, 'must not be empty'),
  kicker: line(100).min(1, 'must not be empty').optional(),
  page: z.int().positive(),
  kind: z.enum(['full', 'brief']),
  author: line(200).min(1, 'must not be empty').optional(),
  summary: lines(1000).min(1, 'must not be empty'),
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
})
export type FrontMatter = z.infer<typeof FrontMatter>
