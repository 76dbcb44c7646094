import * as z from 'zod'
import { Attempt } from '../../edition/model/attempt.ts'
import { PublishedIssue } from '../../edition/model/published-issue.ts'
import { counts, instant, next, timeZone } from './shared.ts'
import { SendState } from './statuses.ts'

export const Uploads = z
  .object({
    uploads: z
      .array(z.object({ key: z.string(), url: z.string() }))
      .meta({ description: 'Where to PUT each file.' }),
    manifest: z.object({ url: z.string(), sha256: z.string() }).meta({
      description:
        'Where to PUT the manifest after all files: its arrival starts publishing. The attempt of this upload names the same hash.',
    }),
  })
  .meta({ id: 'Uploads' })
export type Uploads = z.infer<typeof Uploads>

const { id, number, title, period, date, release, publishedAt } = PublishedIssue.shape

export const ListedIssue = z
  .object({
    ...{ id, number, title, period, date, release, publishedAt },
    languages: z.array(z.string()),
    takenDownAt: instant('When it was taken down.').exactOptional(),
    sent: z
      .object({ send: z.string(), state: SendState, at: z.string() })
      .meta({ description: 'The send of its digest, if there is one.' })
      .exactOptional(),
  })
  .meta({ id: 'ListedIssue' })
export type ListedIssue = z.infer<typeof ListedIssue>

export const IssuesAnswer = z
  .object({
    issues: z.array(ListedIssue).meta({ description: 'Newest first.' }),
    next: next.exactOptional(),
    timeZone,
  })
  .meta({ id: 'Issues', description: 'A page of issues.' })
export type IssuesAnswer = z.infer<typeof IssuesAnswer>

export const IssueAnswer = z
  .object({
    published: PublishedIssue.exactOptional(),
    takenDown: z
      .object({ at: z.string(), by: z.string().exactOptional() })
      .meta({ description: 'When an issue that was published before was taken down, and by whom if known.' })
      .exactOptional(),
    begun: z
      .literal(true)
      .meta({
        description:
          'Its first publishing has begun and not ended: some of its pages may be on the site already. Where it broke off, publishing the issue again completes it, and unpublishing takes them down.',
      })
      .exactOptional(),
    attempt: Attempt.exactOptional(),
  })
  .meta({ id: 'Issue', description: 'What is published of an issue, and what came of its last upload.' })
export type IssueAnswer = z.infer<typeof IssueAnswer>

const ViewedArticle = z
  .object({ slug: z.string(), title: z.record(z.string(), z.string()), views: counts })
  .meta({ id: 'ViewedArticle', description: 'An article, and how often its page was viewed, by language.' })
export type ViewedArticle = z.infer<typeof ViewedArticle>

export const ViewsAnswer = z
  .object({
    issue: z.string(),
    counted: z
      .object({ from: z.string(), to: z.string() })
      .meta({
        description:
          'The first and the last day with a view, in UTC; absent while there is none, and then no number is said.',
      })
      .exactOptional(),
    page: counts.meta({ description: 'Views of the issue’s own page.' }),
    articles: z.array(ViewedArticle).meta({ description: 'In printed order, also those without a view.' }),
  })
  .meta({ id: 'Views', description: 'Page views of an issue, as far as CloudFront’s logs have come.' })
export type ViewsAnswer = z.infer<typeof ViewsAnswer>

export const UnpublishAnswer = z
  .object({
    manifest: z
      .object({ sha256: z.string() })
      .meta({ description: 'Identifies the attempt: wait for the one whose manifest has this hash.' }),
  })
  .meta({ id: 'Unpublished' })
export type UnpublishAnswer = z.infer<typeof UnpublishAnswer>
