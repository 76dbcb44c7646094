import { plainName } from './columns.ts'

type Service = {
  name: string
  /** Columns that only its exports have together, as {@link plainName} writes them. */
  columns: string[]
  /** What its export cannot say. */
  note?: string
}

/** As their exports are in 2026. */
const services: Service[] = [
  { name: 'Mailchimp', columns: ['emailaddress', 'memberrating', 'leid', 'euid'] },
  {
    name: 'listmonk',
    columns: ['uuid', 'email', 'attributes', 'status'],
    note: 'listmonk’s export does not say who left a list: export only the subscribers of the list who are subscribed to it',
  },
  { name: 'Ghost', columns: ['email', 'subscribedtoemails', 'complimentaryplan'] },
  { name: 'Substack', columns: ['email', 'activesubscription', 'emaildisabled'] },
  {
    name: 'Substack',
    columns: ['email', 'startdate', 'emailsreceived(6mo)'],
    note: 'This export of Substack’s does not say who turned mail off: take the list in the zip of Settings, Exports',
  },
  { name: 'Buttondown', columns: ['creationdate', 'unsubscriptiondate', 'undeliverabilitydate'] },
  { name: 'beehiiv', columns: ['email', 'status', 'subscriptiontier'] },
  { name: 'Kit', columns: ['firstname', 'state', 'createdat', 'emailaddress'] },
  { name: 'Masthead', columns: ['address', 'status', 'consents'] },
  { name: 'Masthead', columns: ['address', 'status', 'consentwording'] },
]

/** The service whose export has these columns, if it is known. */
export const serviceOf = (header: readonly string[]): { name: string; note?: string } | undefined => {
  const plain = new Set(header.map(plainName))
  return services.find(({ columns }) => columns.every((column) => plain.has(column)))
}

/**
 * What a file's name says of all of its rows: Mailchimp puts those who left, those whose mail bounced and those who never
 * subscribed into files of their own, without a column that says so.
 */
export const stateInName = (file: string): 'unsubscribed' | 'bounced' | 'never-subscribed' | undefined => {
  const name = file.toLowerCase().replace(/^.*[/\\]/, '')
  if (/^non-?subscribed/.test(name)) return 'never-subscribed'
  if (/^unsubscribe/.test(name)) return 'unsubscribed'
  return /^(cleaned|bounced)/.test(name) ? 'bounced' : undefined
}
