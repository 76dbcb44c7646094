import { didYouMean } from '../../publication/did-you-mean.ts'
import type { Publication } from '../../publication/publication.ts'
import { inputName } from '../states/custom-fields.ts'
import { Refusal } from './refusal.ts'

/** What readers are imported into. */
export type Offer = Pick<Publication, 'languages' | 'topics' | 'fields' | 'greeting'>

/**
 * What a column may hold, beside the publication's own fields (`field-<id>`). `emailOn` and `emailOff` are yes or no;
 * `since` is when a reader left or was suppressed, `cause` why they were.
 */
export const columnFields = [
  'address',
  'language',
  'topics',
  'timeZone',
  'status',
  'cause',
  'since',
  'subscribedAt',
  'confirmedAt',
  'unsubscribedAt',
  'bouncedAt',
  'emailOn',
  'emailOff',
] as const
type OwnField = (typeof columnFields)[number]

/** The cell of each field, by number from 0. */
export type Columns = Record<string, number>

/** What somebody said of columns: the field of each by its name, or by its number from 1; `-` = none. */
export type Mapping = Record<string, string>

/**
 * How services and spreadsheets call a column, as {@link plainName} writes it, the likeliest first. From the exports of
 * Mailchimp, listmonk, Ghost, Substack, Buttondown, Kit and beehiiv as of 2026, and this service's own.
 */
const names: Record<OwnField, string[]> = {
  address: [
    ...['emailaddress', 'email', 'subscriberemail', 'useremail', 'mail', 'emailadresse', 'adresseemail'],
    ...[
      'correoelectronico',
      'correoelectrónico',
      'courriel',
      'メールアドレス',
      '이메일',
      '电子邮件',
      '电子邮箱',
    ],
    ...['邮箱', '邮箱地址', '電子郵件', 'البريدالإلكتروني', 'ایمیل', 'address'],
  ],
  language: [
    'language',
    'lang',
    'locale',
    'preferredlanguage',
    'sprache',
    'langue',
    'idioma',
    '语言',
    '語言',
  ],
  topics: ['topics', 'topic', 'sections'],
  timeZone: ['timezone', 'tz', '时区'],
  status: ['status', 'state', 'subscriptionstatus', 'subscribertype'],
  cause: ['cause'],
  since: ['since'],
  subscribedAt: [
    ...['optintime', 'consentat', 'subscribedat', 'signedupat', 'subscribedate', 'startdate', 'createdat'],
    ...['creationdate', 'created', 'dateadded', 'joined'],
  ],
  confirmedAt: ['confirmtime', 'confirmedat', 'confirmationtime'],
  unsubscribedAt: ['unsubtime', 'unsubscribedat', 'unsubscriptiondate', 'unsubscribedate', 'deletedat'],
  bouncedAt: ['cleantime', 'undeliverabilitydate', 'bouncedat', 'bouncedate'],
  emailOn: ['subscribedtoemails'],
  emailOff: ['emaildisabled', 'optedout', 'unsubscribed'],
}
const firstNames = ['firstname', 'fname', 'givenname', 'name', 'fullname', '名字', '姓名']

/** A column's name without case, spaces and punctuation, in which services differ. */
export const plainName = (name: string): string => name.toLowerCase().replace(/[\s_.:\-–"'’]+/g, '')

/** The publication's own fields, and the names by which a column is taken for one. */
const ownFields = ({ fields, greeting }: Offer): [field: string, names: string[]][] =>
  fields.map((field) => [
    inputName(field),
    [
      ...[inputName(field), `fields.${field.id}`, field.id, ...Object.values(field.names)].map(plainName),
      ...(greeting?.field === field.id ? firstNames : []),
    ],
  ])

/**
 * Finds the columns of a table by their names, and by what somebody said of them.
 * @param header the columns' names
 * @returns undefined when no column holds addresses
 * @throws Refusal when something was said of a column that is not there, or one that counts is there twice
 */
export const findColumns = (header: readonly string[], offer: Offer, said: Mapping): Columns | undefined => {
  const plain = header.map(plainName)
  const columns: Columns = {}
  const spoken = new Set<number>()
  for (const [column, field] of Object.entries(said)) {
    const at = columnNamed(header, column)
    if (at === undefined) return undefined
    spoken.add(at)
    if (field !== '-') columns[fieldNamed(field, offer)] = at
  }
  for (const [field, candidates] of [...Object.entries(names), ...ownFields(offer)]) {
    if (Object.hasOwn(columns, field)) continue
    const [at, again] =
      candidates
        .map((name) => plain.flatMap((other, place) => (other === name && !spoken.has(place) ? [place] : [])))
        .find((places) => places.length > 0) ?? []
    if (at === undefined) continue
    if (again !== undefined) throw twice(header, at, again)
    if (!Object.values(columns).includes(at)) columns[field] = at
  }
  return Object.hasOwn(columns, 'address') ? columns : undefined
}

const columnNamed = (header: readonly string[], column: string): number | undefined => {
  const [at, again] = header.flatMap((name, place) => (plainName(name) === plainName(column) ? [place] : []))
  if (at !== undefined && again !== undefined) throw twice(header, at, again)
  if (at !== undefined) return at
  const number = /^[1-9]\d{0,3}$/.test(column) ? Number(column) - 1 : -1
  return number >= 0 && number < header.length ? number : undefined
}

const twice = (header: readonly string[], at: number, again: number) =>
  new Refusal(
    `There are two columns “${header[at]!.trim()}”, ${at + 1} and ${again + 1}: rename one, or map both by number, the one that does not count to “-”`,
  )

/** @throws Refusal when there is no such field */
export const fieldNamed = (field: string, offer: Offer): string => {
  const own = offer.fields.map(inputName)
  const known = [...columnFields, ...own]
  const found = [field, `field-${field}`].find((one) => known.includes(one))
  if (found !== undefined) return found
  throw new Refusal(
    `There is no field “${field}” to map a column to${didYouMean(field, known)}. Fields: ${known.join(', ')}, or - for none`,
  )
}
