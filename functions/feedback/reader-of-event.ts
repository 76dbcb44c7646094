import { readAddress } from '../subscription/states/address.ts'
import { createOwnersOf, type Owner } from '../subscription/states/address-owners.ts'
import type { SubscriberId } from '../subscription/states/reader-id.ts'
import type { Mail, SesEvent } from './ses-event.ts'

/**
 * The readers whom an event is about: by our own tag; but if the mail went to another reader's address, that one, since
 * SES says where it went. Without a tag those whom the event names, or the mail's only destination.
 */
export const createReadersOf = (deps: Parameters<typeof createOwnersOf>[0]) => {
  const { idOf } = deps
  const ownersOf = createOwnersOf(deps)
  const lastAt = async (address: string) => lastAmong(await ownersOf(address))

  return async (event: SesEvent, mail: Mail): Promise<SubscriberId[]> => {
    const tagged = taggedIn(mail)
    const addresses = addressesOf(event, mail)
    if (!tagged) return [...new Set(await Promise.all(addresses.map(lastAt)))]
    const [address] = addresses
    if (address === undefined || (await idOf(address)) === tagged) return [tagged]
    const owners = await ownersOf(address)
    const [first] = owners
    return [first?.row && !owners.some(({ id }) => id === tagged) ? lastAmong(owners) : tagged]
  }
}

const taggedIn = (mail: Mail): SubscriberId | undefined => isId(mail.tags.subscriber?.[0])

/** Where the mail went that an event is about, as far as that is told. */
export const addressesOf = (event: SesEvent, mail: Mail): string[] => {
  const named = namedIn(event).flatMap(addressIn)
  const sole = mail.destination.length === 1 ? mail.destination.flatMap(addressIn) : []
  return taggedIn(mail) || named.length === 0 ? sole : named
}

/** Whoever mail went to last at an address, by a form of which a stranger may have caused it. */
const lastAmong = (owners: readonly Owner[]): SubscriberId =>
  (owners.findLast(({ row }) => row) ?? owners[0]!).id

const isId = (text: string | undefined): SubscriberId | undefined =>
  /^[0-9a-f]{32}$/.test(text ?? '') ? text : undefined

const namedIn = (event: SesEvent): string[] => {
  const recipients =
    event.type === 'Bounce'
      ? event.bounce.bouncedRecipients
      : event.type === 'Complaint'
        ? event.complaint.complainedRecipients
        : []
  return recipients.map(({ emailAddress }) => emailAddress)
}

const addressIn = (text: string): string[] => {
  const read = readAddress(text)
  return read.outcome === 'read' ? [read.address] : []
}
