import { type Localized, pathOf } from './language.ts'
import { lacksText } from './plain-texts.ts'
import type { PublicationShape } from './publication-shape.ts'

type Wrong = { path: PropertyKey[]; message: string }
/** Without the keys whose own shape is wrong already. */
type Sound = Partial<PublicationShape>

/**
 * What is wrong with a publication beyond its shape: a domain, languages that would share a folder, texts that
 * a language lacks, a greeting, ids that stand twice.
 * @param publication as much of it as has the right shape
 */
export const publicationProblems = (publication: Sound): Wrong[] => [
  ...wrongDomain(publication),
  ...sharedFolders(publication),
  ...missingTexts(publication),
  ...wrongGreeting(publication).map((message) => ({ path: ['greeting'], message })),
  ...repeatedIds(publication),
]

/** A name needs its certificate, a certificate its name, and both are for the address that links in mail have. */
const wrongDomain = ({ site, domain, certificateArn }: Sound): Wrong[] => {
  if (site === undefined || !URL.canParse(site)) return []
  const { hostname } = new URL(site)
  const at = (key: string, message: string): Wrong => ({ path: [key], message })
  if (domain === undefined)
    return certificateArn ? [at('certificateArn', `needs "domain: ${hostname}" beside it`)] : []
  const others = `is not the host of site, which is ${hostname}: links in mail lead there`
  return [
    ...(certificateArn ? [] : [at('domain', 'needs the certificateArn of its certificate beside it')]),
    ...(domain === hostname ? [] : [at('domain', others)]),
  ]
}

/** The pages of a language lie in a folder of their own. */
const sharedFolders = ({ languages = [] }: Sound): Wrong[] =>
  languages.flatMap((language, at) => {
    const first = languages.findIndex((other) => pathOf(other) === pathOf(language))
    if (first === at) return []
    const message = `has ${languages[first]} and ${language}, whose pages would both lie in /${pathOf(language)}/: have one of them`
    return [{ path: ['languages'], message }]
  })

const optionsOf = (field: PublicationShape['fields'][number]) =>
  field.kind === 'choice' ? field.options : []

const missingTexts = (publication: Sound): Wrong[] =>
  textsOf(publication).flatMap(([path, text]) =>
    (publication.languages ?? [])
      .filter((language) => text && !text[language]?.trim())
      .map((language) => ({ path, message: lacksText(text, language, publication.languages ?? []) })),
  )

type Text = [path: PropertyKey[], text: Localized | undefined]

const textsOf = ({ greeting, topics = [], fields = [], ...publication }: Sound): Text[] => [
  [['names'], publication.names],
  [['taglines'], publication.taglines],
  [['publisher'], publication.publisher],
  [['sender', 'name'], publication.sender?.name],
  [['postalAddress'], publication.postalAddress],
  [['greeting', 'texts'], greeting?.texts],
  [['greeting', 'fallback'], greeting?.fallback],
  ...topics.flatMap(({ names, taglines }, at): Text[] => [
    [['topics', at, 'names'], names],
    [['topics', at, 'taglines'], taglines],
  ]),
  ...fields.flatMap((field, at): Text[] => [
    [['fields', at, 'names'], field.names],
    ...optionsOf(field).map(({ names }, of): Text => [['fields', at, 'options', of, 'names'], names]),
  ]),
]

/** What a greeting cannot be made of. */
const wrongGreeting = ({ greeting, fields, languages = [] }: Sound): string[] => {
  if (!greeting) return []
  const asked = !fields || fields.some(({ id, kind }) => id === greeting.field && kind === 'text')
  return [
    ...(asked ? [] : [`names the field ${greeting.field}, which is no text field of fields`]),
    ...languages
      .filter((language) => greeting.texts[language]?.split('{name}').length !== 2)
      .map((language) =>
        languages.length > 1
          ? `must say {name} once in its ${language} text`
          : 'must say {name} once in its text',
      ),
  ]
}

const repeatedIds = ({ topics = [], fields = [] }: Sound): Wrong[] => {
  const lists: [PropertyKey[], { id: string }[]][] = [
    [['topics'], topics],
    [['fields'], fields],
    ...fields.map((field, at): [PropertyKey[], { id: string }[]] => [
      ['fields', at, 'options'],
      optionsOf(field),
    ]),
  ]
  return lists.flatMap(([path, list]) => {
    const ids = list.map(({ id }) => id)
    const repeated = new Set(ids.filter((one, index) => ids.indexOf(one) < index))
    return [...repeated].map((id) => ({ path, message: `has ${id} twice` }))
  })
}
