import { type Html, html } from '../../http/html.ts'
import type { Mail } from '../mailbox/mail.ts'
import type { Person } from '../mailbox/peek.ts'
import { counted, plural } from './when.ts'

/** A name and address. Each is isolated, because either may run from right to left. */
export const person = ({ name, address }: Person): Html =>
  name ? html`<bdi>${name}</bdi> <bdi class="address">${address}</bdi>` : html`<bdi>${address}</bdi>`

/** The recipients that were given to SES, with names from the headers where there are any. */
export const recipientsOf = ({ message, summary }: Mail): Person[] => {
  const byAddress = new Map(summary().to.map((one) => [one.address.toLowerCase(), one]))
  return message.destinations.map((destination) => {
    const address = /<([^<>]*)>\s*$/.exec(destination)?.[1] ?? destination
    return byAddress.get(address.toLowerCase()) ?? { name: '', address }
  })
}

/** The first recipient, and the number of recipients if there are several. */
export const recipientLine = (mail: Mail): Html => {
  const [first = { name: '', address: '(nobody)' }] = recipientsOf(mail)
  const { length } = mail.message.destinations
  return html`<bdi class="who">${first.name || first.address}</bdi>${length > 1 && html` <span class="tag">${plural(length, 'recipient')}</span>`}`
}

const mostAtOnce = 3
/** Browsers choke on pages with more. The source has them all. */
const mostShown = 500

/** All recipients, folded when there are many. */
export const recipientList = (mail: Mail): Html => {
  const all = recipientsOf(mail)
  const list = (people: Person[]) => html`${people.map((one, at) => html`${at > 0 && ', '}${person(one)}`)}`
  if (all.length <= mostAtOnce) return list(all)
  const rest = all.length - mostShown
  return html`<details><summary>${person(all[0]!)} and ${counted(all.length - 1)} more</summary>
${list(all.slice(1, mostShown))}${rest > 0 && ` and ${counted(rest)} more, whom the source names`}</details>`
}
