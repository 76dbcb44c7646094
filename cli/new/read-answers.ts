import { pathOf } from '../../functions/publication/language.ts'
import { PublicationShape } from '../../functions/publication/publication-shape.ts'
import { readTag } from './language-tags.ts'
import { cadences } from './publication-yaml.ts'

/** An answer as it will be written, or why it cannot be. */
export type ReadAnswer<Value = string> = { value: Value; reason?: undefined } | { reason: string }

const fine = <Value>(value: Value): ReadAnswer<Value> => ({ value })
const { sender, site, timeZone, brand } = PublicationShape.shape

/** What a field of publication.yaml says of a value. */
const byShape = (shape: { safeParse(value: string): { error?: { issues: { message: string }[] } } }) => {
  return (text: string): ReadAnswer => {
    const { error } = shape.safeParse(text)
    return error ? { reason: `${text} ${error.issues[0]!.message}` } : fine(text)
  }
}

/** @param what for the reason when nothing is said */
const oneLine =
  (what: string) =>
  (text: string): ReadAnswer => {
    if (!text.trim()) return { reason: `${what} must say something` }
    return /\p{Cc}/u.test(text) ? { reason: `${what} must be one line` } : fine(text.trim())
  }

const readLanguages = (text: string): ReadAnswer<string[]> => {
  const read = text
    .split(/[,\s]+/)
    .filter(Boolean)
    .map(readTag)
  const reasons = read.flatMap(({ reason }) => reason ?? [])
  if (reasons.length > 0) return { reason: reasons.join('; ') }
  const tags = [...new Set(read.flatMap((one) => ('tag' in one ? one.tag : [])))]
  if (tags.length === 0) return { reason: 'A magazine has one language at least, such as en' }
  const twin = tags.find((tag, at) => tags.findIndex((other) => pathOf(other) === pathOf(tag)) < at)
  return twin
    ? { reason: `The pages of ${twin} and of another would both lie in /${pathOf(twin)}/: have one of them` }
    : fine(tags)
}

/** `www.example.org` is `https://www.example.org`. */
const readSite = (text: string): ReadAnswer =>
  byShape(site)((/^\w+:\/\//.test(text) ? text : `https://${text}`).replace(/\/+$/, ''))

/** `dublin` is a hint at Europe/Dublin. */
const readTimeZone = (text: string): ReadAnswer => {
  const read = byShape(timeZone)(text)
  if (read.reason === undefined) return read
  const wanted = text.toLowerCase().replaceAll(/\s+/g, '_')
  const near =
    wanted && Intl.supportedValuesOf('timeZone').find((zone) => zone.toLowerCase().includes(wanted))
  return near ? { reason: `${text} is not an IANA time zone: did you mean ${near}?` } : read
}

const readCadence = (text: string): ReadAnswer => {
  const how = text.trim().toLowerCase()
  return Object.hasOwn(cadences, how)
    ? fine(how)
    : { reason: `${text} is none of weekly, monthly and quarterly; another cron can be written later` }
}

/** `#abc` and `0b5cad` are colours, too. */
const readColour = (text: string): ReadAnswer => {
  const digits = text.trim().replace(/^#/, '')
  const all = /^[\da-f]{3}$/i.test(digits) ? digits.replaceAll(/./g, '$&$&') : digits
  return byShape(brand.shape.accent)(/^[\da-f]{6}$/i.test(all) ? `#${all.toLowerCase()}` : text)
}

/** How each answer is read. */
export const readAnswers = {
  name: oneLine('The name'),
  languages: readLanguages,
  tagline: oneLine('The line under the name'),
  site: readSite,
  sender: byShape(sender.shape.address),
  postalAddress: oneLine('The postal address'),
  timeZone: readTimeZone,
  cadence: readCadence,
  accent: readColour,
}
