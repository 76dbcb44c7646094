import * as z from 'zod'
import { Language, perLanguage } from '../publication/language.ts'
import { AliasPath } from './aliases.ts'
import { day, localTime } from './calendar-fields.ts'
import { Tier } from './front-matter.ts'
import { imagePath } from './image-field.ts'
import { line } from './text-fields.ts'

// The manual shows `title`, `description` and `example` of each key; an example is the value that YAML gives.
const articleName = z
  .string()
  .regex(/^\d+-[a-z0-9]+(-[a-z0-9]+)*$/, 'is not an article such as 03-rodin')
  .meta({ title: 'article: its file without “.md”' })

/**
 * A line of text in each language.
 * @param most characters
 */
const localized = (most: number) => perLanguage(line(most))

const inOrder = (which: string) => `${which}, by the names of their files without “.md”, in order.`
const tiersOf = z
  .record(articleName, Tier)
  .default({})
  .meta({
    title: 'lead, feature or brief, by article',
    description: 'How large they stand in the digest, instead of “tier” in their own files.',
    example: { '01-boats': 'lead' },
  })
const subsection = z.strictObject({
  title: localized(200).meta({ description: 'Its heading.', example: 'From the archive' }),
  articles: z
    .array(articleName)
    .min(1)
    .meta({ description: inOrder('Its articles'), example: ['04-old-maps'] }),
  tiers: tiersOf,
})
const section = z
  .strictObject({
    topic: z.string().optional().meta({
      title: 'id of a topic',
      description: 'One of the publication’s topics, which readers choose among. Either this or “title”.',
      example: 'harbour',
    }),
    title: localized(200).optional().meta({
      description: 'Instead of a topic: a section of this issue only, which everybody gets.',
      example: 'Obituaries',
    }),
    tagline: localized(200).optional().meta({
      description: 'One line under the section’s name. Without it, a topic’s own.',
      example: 'Those whom the sea kept',
    }),
    image: imagePath
      .optional()
      .meta({ description: 'Shown beside the section’s name.', example: 'images/harbour.png' }),
    alt: localized(500).optional().meta({
      description: 'What the picture shows. Empty for an ornament.',
      example: 'Boats at low tide',
    }),
    articles: z
      .array(articleName)
      .default([])
      .meta({ description: inOrder('The section’s articles'), example: ['01-boats', '02-storm'] }),
    tiers: tiersOf,
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
    .meta({ description: 'At the top of the digest and of the issue’s page.', example: 'images/cover.png' }),
  alt: localized(500)
    .optional()
    .meta({ description: 'What the picture shows.', example: 'Cover: boats at low tide' }),
  lines: perLanguage(z.array(line(200)).min(1))
    .optional()
    .meta({
      description: 'Cover lines. The first is the digest’s subject, up to 60 columns of it.',
      example: ['The boats came home', 'A storm, an hour by hour'],
    }),
})

/** `issue.yaml`: the contents of an issue, in order. Only `sections` is required. */
export const IssueYaml = z.strictObject({
  languages: z
    .array(Language)
    .min(1)
    .optional()
    .meta({
      description:
        'The languages of this issue; by default all of the publication’s. Files of the first have no language in their names.',
      example: ['en'],
    }),
  title: localized(300)
    .optional()
    .meta({ description: 'The issue’s own name.', example: 'The boats came home' }),
  number: z.int().positive().optional().meta({ description: 'No. 7, for example.', example: 7 }),
  period: localized(100)
    .optional()
    .meta({ description: 'The period that it covers, in words.', example: 'May 2031' }),
  release: localTime.optional().meta({
    description:
      'When it goes to all readers, in the publication’s time zone. Without it, the issue goes when somebody sends it.',
    example: '2031-05-06T09:00:00',
  }),
  date: day.optional().meta({ description: 'Its date, if it has no release.', example: '2031-05-06' }),
  advertising: z
    .boolean()
    .default(false)
    .meta({ description: 'Whether the subject must say that it is advertising.', example: true }),
  cover: cover.default({}).meta({
    description: 'What is at the top.',
    example: { image: 'images/cover.png', alt: 'Cover: boats at low tide' },
  }),
  sections: z
    .array(section)
    .min(1, 'hold no article')
    .meta({
      description: 'The contents of the issue, in order.',
      example: [{ title: 'News', articles: ['01-boats'] }],
    }),
  aliases: z
    .array(AliasPath)
    .optional()
    .meta({
      description: 'Old addresses of the issue, as paths of the site: each redirects to its page for good.',
      example: ['/archive/7'],
    }),
  imported: line(100).optional().meta({
    description:
      'The service that it was imported from, as “import” writes it. On your machine, an issue of your own is shown before it.',
    example: 'Ghost',
  }),
})
export type IssueYaml = z.infer<typeof IssueYaml>
