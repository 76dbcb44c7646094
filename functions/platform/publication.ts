import * as z from 'zod'
import { Language, Localized, textFor } from './language.ts'

const Id = z.string().regex(/^[a-z0-9][a-z0-9-]*$/, 'may hold a–z, 0–9 and hyphens only')
const Colour = z.string().regex(/^#[0-9a-fA-F]{6}$/, 'is not a colour such as #0b5cad')
const oneLine = z.string().regex(/^[^\r\n]+$/, 'must be one line')

/** Scheme, host and port, as the URL parser writes them; in the clear only on this machine. */
const Origin = z.string().refine(isOrigin, 'is not an origin such as https://www.example.org')

/** One question of the forms. */
const Field = z.discriminatedUnion('kind', [
  /** One of some answers, by its id. */
  z.strictObject({
    id: Id,
    names: Localized,
    kind: z.literal('choice'),
    options: z.array(z.strictObject({ id: Id, names: Localized })).min(2),
  }),
  /** A box to tick: `yes`, or no answer. */
  z.strictObject({ id: Id, names: Localized, kind: z.literal('yes-no') }),
  /** One line, in the reader's words. */
  z.strictObject({ id: Id, names: Localized, kind: z.literal('text') }),
])
export type Field = z.infer<typeof Field>

/** `content/publication.yaml`: what the whole service says of itself. */
const Shape = z.strictObject({
  id: Id,
  /** The first is the one that issues are written in. */
  languages: z.array(Language).min(1),
  names: Localized,
  taglines: Localized,
  publisher: Localized,
  /** Origin of the site, without a slash at its end. A deployment may set another by its parameter SiteUrl. */
  site: z.url({ protocol: /^https?$/ }).regex(/[^/]$/, 'must not end in a slash'),
  sender: z.strictObject({ name: z.record(Language, oneLine), address: z.email() }),
  replyTo: z.email(),
  /** Who is told when something needs a person. */
  admin: z.email(),
  postalAddress: z.record(Language, oneLine),
  /** IANA name. */
  timeZone: z.string().refine(isTimeZone, 'is not an IANA time zone such as Asia/Shanghai'),
  /** The recurring send: the fields of an EventBridge Scheduler cron expression, in `timeZone`. */
  cadence: z.strictObject({ cron: z.string().regex(/^\S+ \S+ \S+ \S+ \S+( \S+)?$/) }),
  brand: z.strictObject({ ink: Colour, paper: Colour, accent: Colour, accentDark: Colour }),
  topics: z.array(z.strictObject({ id: Id, names: Localized })).min(1),
  /** What the forms ask a reader beside the address; sends may choose readers by the answers. */
  fields: z.array(Field).default([]),
  /** How digests address a reader: `{name}` is the answer to a text field, or the `fallback` where there is none. */
  greeting: z.strictObject({ field: Id, texts: Localized, fallback: Localized }).optional(),
  /** A mailbox that somebody reads, for `mailto:` in List-Unsubscribe. Without one, only the https link stands there. */
  unsubscribeMailbox: z.email().optional(),
  /** Sites of others that may carry the sign-up form: visitors can come back to them, their scripts can post to it. */
  embeds: z.array(Origin).default([]),
  /**
   * What a new reader gets: so many days after they confirm, an issue's digest. `latest` is the issue that went out
   * last before they came. Issues named here go to nobody else.
   */
  welcome: z.array(z.strictObject({ days: z.number().int().min(0).max(366), issue: Id })).default([]),
})

export const Publication = Shape.superRefine((publication, context) => {
  const texts: Record<string, Localized> = {
    names: publication.names,
    taglines: publication.taglines,
    publisher: publication.publisher,
    'sender.name': publication.sender.name,
    postalAddress: publication.postalAddress,
    ...(publication.greeting && {
      'greeting.texts': publication.greeting.texts,
      'greeting.fallback': publication.greeting.fallback,
    }),
    ...Object.fromEntries(publication.topics.map((topic) => [`topics.${topic.id}.names`, topic.names])),
    ...Object.fromEntries(
      publication.fields.flatMap((field) => [
        [`fields.${field.id}.names`, field.names],
        ...(field.kind === 'choice' ? field.options : []).map((option) => [
          `fields.${field.id}.options.${option.id}.names`,
          option.names,
        ]),
      ]),
    ),
  }
  for (const [path, text] of Object.entries(texts)) {
    for (const language of publication.languages) {
      if (!text[language]?.trim())
        context.addIssue({ code: 'custom', path: [path], message: `has no ${language} text` })
    }
  }
  for (const message of wrongGreeting(publication))
    context.addIssue({ code: 'custom', path: ['greeting'], message })
  const lists = {
    topics: publication.topics,
    fields: publication.fields,
    ...Object.fromEntries(
      publication.fields.map((field) => [
        `fields.${field.id}.options`,
        field.kind === 'choice' ? field.options : [],
      ]),
    ),
  }
  for (const [path, list] of Object.entries(lists)) {
    const ids = list.map(({ id }) => id)
    for (const id of new Set(ids.filter((one, index) => ids.indexOf(one) < index)))
      context.addIssue({ code: 'custom', path: [path], message: `has ${id} twice` })
  }
})
export type Publication = z.infer<typeof Publication>

/** What a greeting cannot be made of. */
const wrongGreeting = ({ greeting, fields, languages }: z.infer<typeof Shape>): string[] => {
  if (!greeting) return []
  const asked = fields.some(({ id, kind }) => id === greeting.field && kind === 'text')
  return [
    ...(asked ? [] : [`names the field ${greeting.field}, which is no text field of fields`]),
    ...languages
      .filter((language) => greeting.texts[language]?.split('{name}').length !== 2)
      .map((language) => `must say {name} once in its ${language} text`),
  ]
}
export type TopicId = string

/**
 * The publication as it would be in one language, which need not be its own: every text that it lacks is the one of
 * a language with the same primary subtag, else of its first.
 */
export const publicationIn = (publication: Publication, language: Language): Publication => {
  const first = publication.languages[0]!
  const into = (texts: Localized): Localized => ({ ...texts, [language]: textFor(texts, language, first) })
  const named = <Named extends { names: Localized }>(one: Named): Named => ({
    ...one,
    names: into(one.names),
  })
  const { sender, greeting } = publication
  return {
    ...publication,
    languages: [language],
    names: into(publication.names),
    taglines: into(publication.taglines),
    publisher: into(publication.publisher),
    sender: { ...sender, name: into(sender.name) },
    postalAddress: into(publication.postalAddress),
    ...(greeting && {
      greeting: { ...greeting, texts: into(greeting.texts), fallback: into(greeting.fallback) },
    }),
    topics: publication.topics.map(named),
    fields: publication.fields.map((field) =>
      field.kind === 'choice' ? { ...named(field), options: field.options.map(named) } : named(field),
    ),
  }
}

function isOrigin(text: string): boolean {
  if (!URL.canParse(text)) return false
  const { protocol, hostname, origin } = new URL(text)
  return origin === text && (protocol === 'https:' || ['localhost', '127.0.0.1'].includes(hostname))
}

export function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name })
    return true
  } catch {
    return false
  }
}
