import { type Localized, pathOf } from './language.ts'
import type { PublicationShape } from './publication-shape.ts'

/** What is wrong with a publication beyond its shape: a domain, languages that would share a folder, texts that a language lacks, a greeting, ids that stand twice. */
export const publicationProblems = (publication: PublicationShape): { path: string; message: string }[] => [
  ...wrongDomain(publication),
  ...sharedFolders(publication),
  ...missingTexts(publication),
  ...wrongGreeting(publication).map((message) => ({ path: 'greeting', message })),
  ...repeatedIds(publication),
]

/** A name needs its certificate, a certificate its name, and both are for the address that links in mail have. */
const wrongDomain = ({ site, domain, certificateArn }: PublicationShape) => {
  if (!URL.canParse(site)) return []
  const { hostname } = new URL(site)
  if (domain === undefined)
    return certificateArn
      ? [{ path: 'certificateArn', message: `needs "domain: ${hostname}" beside it` }]
      : []
  return [
    ...(certificateArn
      ? []
      : [{ path: 'domain', message: 'needs the certificateArn of its certificate beside it' }]),
    ...(domain === hostname
      ? []
      : [
          {
            path: 'domain',
            message: `is ${domain}, but the host of site is ${hostname}: links in mail lead there`,
          },
        ]),
  ]
}

/** The pages of a language lie in a folder of their own. */
const sharedFolders = ({ languages }: PublicationShape) =>
  languages.flatMap((language, at) => {
    const first = languages.findIndex((other) => pathOf(other) === pathOf(language))
    if (first === at) return []
    const message = `has ${languages[first]} and ${language}, whose pages would both lie in /${pathOf(language)}/: have one of them`
    return [{ path: 'languages', message }]
  })

const optionsOf = (field: PublicationShape['fields'][number]) =>
  field.kind === 'choice' ? field.options : []

const missingTexts = (publication: PublicationShape) =>
  Object.entries(textsOf(publication)).flatMap(([path, text]) =>
    publication.languages
      .filter((language) => !text[language]?.trim())
      .map((language) => ({ path, message: `has no ${language} text` })),
  )

const textsOf = ({
  greeting,
  topics,
  fields,
  ...publication
}: PublicationShape): Record<string, Localized> => ({
  names: publication.names,
  taglines: publication.taglines,
  publisher: publication.publisher,
  'sender.name': publication.sender.name,
  postalAddress: publication.postalAddress,
  ...(greeting && { 'greeting.texts': greeting.texts, 'greeting.fallback': greeting.fallback }),
  ...Object.fromEntries(topics.map(({ id, names }) => [`topics.${id}.names`, names])),
  ...Object.fromEntries(
    fields.flatMap((field) => [
      [`fields.${field.id}.names`, field.names],
      ...optionsOf(field).map(({ id, names }) => [`fields.${field.id}.options.${id}.names`, names]),
    ]),
  ),
})

/** What a greeting cannot be made of. */
const wrongGreeting = ({ greeting, fields, languages }: PublicationShape): string[] => {
  if (!greeting) return []
  const asked = fields.some(({ id, kind }) => id === greeting.field && kind === 'text')
  return [
    ...(asked ? [] : [`names the field ${greeting.field}, which is no text field of fields`]),
    ...languages
      .filter((language) => greeting.texts[language]?.split('{name}').length !== 2)
      .map((language) => `must say {name} once in its ${language} text`),
  ]
}

const repeatedIds = ({ topics, fields }: PublicationShape) => {
  const lists = {
    topics,
    fields,
    ...Object.fromEntries(fields.map((field) => [`fields.${field.id}.options`, optionsOf(field)])),
  }
  return Object.entries(lists).flatMap(([path, list]) => {
    const ids = list.map(({ id }) => id)
    const repeated = new Set(ids.filter((one, index) => ids.indexOf(one) < index))
    return [...repeated].map((id) => ({ path, message: `has ${id} twice` }))
  })
}
