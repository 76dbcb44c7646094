import * as z from 'zod'
import { didYouMean } from '../publication/did-you-mean.ts'
import { perLanguage } from '../publication/language.ts'
import { AliasPath } from './aliases.ts'
import { day } from './calendar-fields.ts'
import { imagePath } from './image-field.ts'
import { line, lines } from './text-fields.ts'

/** A text for readers in each language, possibly of several lines. */
const told = perLanguage(lines(2000).min(1, 'must not be empty'))
const withdrawal = z.strictObject({
  date: day.meta({ description: 'When it was withdrawn.', example: '2031-05-20' }),
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

const kinds = ['full', 'brief'] as const
const kindMessage = ({ input }: { input?: unknown }): string =>
  `is neither full nor brief${didYouMean(String(input), kinds)}`

/** How large a piece stands in the digest. */
const tiers = ['lead', 'feature', 'brief'] as const
const tierMessage = ({ input }: { input?: unknown }): string =>
  `is neither lead, feature nor brief${didYouMean(String(input), tiers)}`

export const Tier = z.enum(tiers, { error: tierMessage })

const front = z.strictObject({
  title: line(300)
    .min(1, 'must not be empty')
    .meta({ description: 'The headline.', example: 'The boats came home' }),
  kicker: line(100).min(1, 'must not be empty').optional().meta({
    description: 'The words before the headline that say what kind of piece it is.',
    example: 'Interview',
  }),
  page: z.int().positive().optional().meta({
    description: 'The page of the printed issue on which it begins. Its QR code uses it.',
    example: 20,
  }),
  kind: z.enum(kinds, { error: kindMessage }).default('full').meta({
    description: '“full” has a text; “brief” is a notice that may point elsewhere by its links.',
    example: 'brief',
  }),
  tier: Tier.optional().meta({
    description:
      'How large it stands in the digest: “lead” opens it, with a picture and its first words; “feature” has a headline and its summary; “brief” has a line or two. By default the first full piece of some length leads, the other full ones are features, and briefs are briefs. In the file of the original language, for all of them.',
    example: 'lead',
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
  stub: z.boolean().optional().meta({
    description:
      'Whether a brief gets a page of its own although it is nothing but a short text and one link. Otherwise its title leads straight there. In the file of the original language, for all of them.',
    example: true,
  }),
  image: imagePath.optional().meta({
    description:
      'Its picture in the digest: large for the lead, small beside a feature. Without one, the lead shows the first picture of its text if the issue has no cover and the picture suits a mail.',
    example: 'images/boats.png',
  }),
  alt: line(500)
    .optional()
    .meta({ description: 'What “image” shows. Empty for an ornament.', example: 'Boats at low tide' }),
  links: z
    .array(link)
    .default([])
    .meta({
      description: 'Sources, below the text; for a brief, what it points to.',
      example: [{ title: 'The paper', url: 'https://www.example.com/paper' }],
    }),
  aliases: z
    .array(AliasPath)
    .optional()
    .meta({
      description:
        'Old addresses of this text, as paths of the site: each redirects to its page, in the language of its file, for good.',
      example: ['/p/the-boats'],
    }),
  withdrawn: withdrawal.optional().meta({
    description:
      'Why the article was withdrawn. Its page says so, and its pictures are removed; removing the key brings it back. In the file of the original language, for all of them.',
    example: { date: '2031-05-20', reason: 'The figures were wrong.' },
  }),
  errata: z
    .array(erratum)
    .optional()
    .meta({
      description:
        'What was corrected after it came out: shown at the top of the page, and once more in the feeds. In the file of the original language, for all of them.',
      example: [{ date: '2031-05-20', text: 'Figure 2 was wrong.' }],
    }),
})

/** A brief needs only a title and a link; everything else needs a summary. */
const saysEnough = ({ kind, summary, links }: Partial<z.infer<typeof front>>): boolean =>
  summary !== undefined || (kind === 'brief' && (links?.length ?? 0) > 0)

/** Whether what a picture shows is said, if only by an empty text. */
const saysWhatIsShown = ({ image, alt }: Partial<z.infer<typeof front>>): boolean =>
  image === undefined || alt !== undefined

/** Such a rule is checked even if something else is wrong. */
const whenMap = ({ value }: { value: unknown }): boolean =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** The front matter of an article. */
export const FrontMatter = front
  .refine(saysEnough, { path: ['summary'], message: 'is missing', when: whenMap })
  .refine(saysWhatIsShown, {
    path: ['alt'],
    message: 'is missing',
    when: whenMap,
  })
export type FrontMatter = z.infer<typeof FrontMatter>

/**
 * Cuts a file where its front matter ends: YAML from the first line between two lines of `---`.
 * @returns `linesBefore`: lines of the file before those of `text`; undefined when it has no front matter
 */
export const cutFrontMatter = (
  whole: string,
): { yaml: string; text: string; linesBefore: number } | undefined => {
  const [head, yaml = ''] = /^---\n([\s\S]*?\n)?---[ \t]*(?:\n|$)/.exec(whole) ?? []
  if (head === undefined) return undefined
  return { yaml, text: whole.slice(head.length), linesBefore: head.trimEnd().split('\n').length }
}
