import { type Columns, columnNames, type Mapping, type OwnField, plainName } from './column-names.ts'

import { Refusal } from './refusal.ts'

/** What holds of everybody in a file. */
export const everybodyIs = ['unsubscribed', 'bounced', 'complained', 'suppressed'] as const
export type Everybody = (typeof everybodyIs)[number]

type Service = {
  name: string
  /** Columns that only its exports have together, as {@link plainName} writes them. */
  columns: string[]
  /** Without a column for one of these its export does not say who left, */
  needs: OwnField[]
  /** but there may be a way to tell: what to do then. */
  instead?: string
  /** What its export cannot say. */
  note?: string
  /** What columns hold that are called so here only. */
  holds?: Readonly<Record<string, OwnField>>
  everybody?: Everybody
}

const anyOf: OwnField[] = ['status', 'emailOn', 'emailOff', 'unsubscribedAt', 'bouncedAt']

/** As their exports are in 2026. */
const services: Service[] = [
  {
    name: 'Mailchimp',
    columns: ['emailaddress', 'memberrating', 'leid', 'euid'],
    needs: anyOf,
    instead:
      'of Mailchimp’s files only the name says it of all in it: give it its name again, such as subscribed_….csv',
  },
  {
    name: 'listmonk',
    columns: ['uuid', 'email', 'attributes'],
    needs: ['status'],
    note: 'listmonk’s export does not say who left a list: export only the subscribers of the list who are subscribed to it',
  },
  { name: 'Ghost', columns: ['email', 'complimentaryplan'], needs: ['emailOn'] },
  { name: 'Substack', columns: ['email', 'activesubscription'], needs: ['emailOff'] },
  {
    name: 'Substack',
    columns: ['email', 'startdate', 'emailsreceived6mo'],
    needs: anyOf,
    instead: 'take the list in the zip of Settings, Exports',
  },
  { name: 'Buttondown', columns: ['unsubscriptiondate', 'undeliverabilitydate'], needs: ['status'] },
  { name: 'beehiiv', columns: ['email', 'subscriptiontier'], needs: ['status'] },
  { name: 'Kit', columns: ['firstname', 'state', 'createdat', 'emailaddress'], needs: ['status'] },
  { name: 'Masthead', columns: ['address', 'consentsat'], needs: ['status'] },
  { name: 'Masthead', columns: ['address', 'consentwording'], needs: ['status'] },
  {
    name: 'Amazon SES',
    columns: ['emailaddress', 'reason', 'lastupdatetime'],
    needs: ['status'],
    holds: { reason: 'status', lastupdatetime: 'since' },
    everybody: 'suppressed',
  },
]

/** The service whose export has these columns, if it is known. */
export const serviceOf = (header: readonly string[]): Service | undefined => {
  const plain = new Set(header.map(plainName))
  return services.find(({ columns }) => columns.every((column) => plain.has(column)))
}

/**
 * @param name the file's
 * @throws Refusal for an export in which the column is missing that says who left, unless somebody said so of another, or
 * that it says nothing
 */
export const refuseWithoutStatus = (
  header: readonly string[],
  columns: Columns,
  { mapping, name }: { mapping: Mapping; name: string },
): void => {
  const service = serviceOf(header)
  if (!service || service.needs.some((field) => Object.hasOwn(columns, field))) return
  if (service.name === 'Mailchimp' && /^subscribed/i.test(baseName(name))) return
  const isNothing = (column: string, field: string) =>
    field === '-' && service.needs.some((need) => columnNames[need]?.includes(plainName(column)))
  if (Object.entries(mapping).some(([column, field]) => isNothing(column, field))) return
  throw new Refusal(
    `This export of ${service.name} lacks the column that says who left: ${service.instead ?? 'export it with all columns'}, or map the column that says it to ${service.needs.join(' or ')}`,
  )
}

const baseName = (file: string): string => file.toLowerCase().replace(/^.*[/\\]/, '')

const inNames: [pattern: RegExp, everybody: Everybody | 'never-subscribed'][] = [
  [/^non-?subscribed/, 'never-subscribed'],
  [/complain|spam|abuse|beschwerde|queja|plainte|投诉|投訴|苦情/, 'complained'],
  [/^cleaned|bounc|undeliver|退信|バウンス|반송/, 'bounced'],
  [/suppress|block-?list|black-?list|deny-?list|do[-_ ]?not[-_ ]?(?:e?mail|contact|send)/, 'suppressed'],
  [
    /unsub|opt(?:ed)?[-_ ]?outs?|abgemeldet|abmeld|d[ée]sinscri|d[ée]sabonn|退订|退訂|配信停止|수신거부/,
    'unsubscribed',
  ],
]

/**
 * What a file's name says of all of its rows: services put those who left, those whose mail bounced and those who never
 * subscribed into files of their own, often without a column that says so.
 */
export const stateInName = (file: string): Everybody | 'never-subscribed' | undefined =>
  inNames.find(([pattern]) => pattern.test(baseName(file)))?.[1]
