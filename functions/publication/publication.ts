import * as z from 'zod'
import { type Language, type Localized, textFor } from './language.ts'
import { asIfInSeveral, onlyLanguageOf } from './plain-texts.ts'
import { publicationProblems } from './publication-checks.ts'
import { PublicationShape } from './publication-shape.ts'

export type { Field, Publishing } from './publication-shape.ts'

/** `content/publication.yaml`, checked whole. Where it has one language, its texts may be plain. */
export const Publication = z.preprocess(
  (value) => {
    const only = onlyLanguageOf((value as { languages?: unknown } | null)?.languages)
    return only ? asIfInSeveral(PublicationShape, value, only) : value
  },
  PublicationShape.superRefine(
    (publication, context) => {
      const wrong = new Set(
        (context as { issues: { path?: PropertyKey[] }[] }).issues.map(({ path }) => path?.[0]),
      )
      const sound = Object.fromEntries(Object.entries(publication).filter(([key]) => !wrong.has(key)))
      for (const { path, message } of publicationProblems(sound as Partial<PublicationShape>))
        context.addIssue({ code: 'custom', path, message })
    },
    // Told even if something else is wrong.
    { when: ({ value }) => typeof value === 'object' && value !== null && !Array.isArray(value) },
  ),
)
export type Publication = z.infer<typeof Publication>
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
    topics: publication.topics.map(({ taglines, ...topic }) => ({
      ...named(topic),
      ...(taglines && { taglines: into(taglines) }),
    })),
    fields: publication.fields.map((field) =>
      field.kind === 'choice' ? { ...named(field), options: field.options.map(named) } : named(field),
    ),
  }
}
