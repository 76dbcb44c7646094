import * as z from 'zod'

const edition = z.string().meta({ description: 'The content hash of the edition.' })

/** What of a mail inboxes and previews show. */
export const mailShown = {
  from: z.object({ name: z.string(), address: z.string() }),
  subject: z.string(),
  preheader: z.string().meta({ description: 'What inboxes show beside the subject.' }),
  html: z.string().meta({ description: 'Links that would be a reader’s own lead to “#” and their name.' }),
  text: z.string(),
}

export const PreviewAnswer = z
  .object({
    issue: z.string(),
    language: z.string(),
    edition,
    ...mailShown,
    bytes: z
      .int()
      .meta({ description: 'Of the HTML, with links as long as they can get. Gmail clips at 102 KB.' }),
  })
  .meta({ id: 'Preview', description: 'An issue’s digest as a reader of all sections gets it.' })
export type PreviewAnswer = z.infer<typeof PreviewAnswer>

const ArticleChange = z
  .object({
    slug: z.string(),
    title: z.string(),
    change: z.enum(['added', 'removed', 'changed']),
    titleBefore: z.string().exactOptional(),
    parts: z
      .array(z.enum(['title', 'kicker', 'author', 'summary', 'section', 'text']))
      .meta({ description: 'What is other than before, of one that was changed.' }),
    words: z
      .int()
      .meta({ description: 'Of its text; in a language without spaces, characters.' })
      .exactOptional(),
    wordsBefore: z.int().exactOptional(),
  })
  .meta({ id: 'ArticleChange' })

const Mailed = z.object({ edition, subject: z.string(), bytes: z.int() }).meta({ id: 'MailOfEdition' })
export type Mailed = z.infer<typeof Mailed>

export const ChangesAnswer = z
  .object({
    issue: z.string(),
    before: z
      .object({ publishedAt: z.string() })
      .meta({ description: 'The version before this; absent where there was none, or none was kept.' })
      .exactOptional(),
    languages: z.array(
      z.object({
        language: z.string(),
        now: Mailed.exactOptional(),
        before: Mailed.exactOptional(),
        articles: z.array(ArticleChange),
      }),
    ),
  })
  .meta({ id: 'Changes', description: 'What changed in an issue since it was published before.' })
export type ChangesAnswer = z.infer<typeof ChangesAnswer>

export const ReaderMailAnswer = z
  .object({
    send: z.string(),
    issue: z.string(),
    kind: z
      .enum(['digest', 'welcome', 'test', 'correction'])
      .meta({ description: 'The subject of a test or correction also said so, which is not repeated here.' }),
    language: z.string(),
    topics: z.array(z.string()).meta({ description: 'As they had chosen then. None: all.' }),
    edition,
    outcome: z
      .enum(['accepted', 'uncertain'])
      .meta({ description: 'uncertain: nobody knows whether they have it.' }),
    ofToday: z
      .object({ address: z.string(), name: z.string().exactOptional() })
      .meta({ description: 'What is not kept of then: a mail names them as they are now.' }),
    ...mailShown,
  })
  .meta({
    id: 'ReaderMail',
    description: 'The mail of a send as a reader got it, with links that lead nowhere.',
  })
export type ReaderMailAnswer = z.infer<typeof ReaderMailAnswer>
