import { disposableEmailBlocklistSet } from 'disposable-email-domains-js'
import { isAnybodys } from '../states/private-domain.ts'

const disposableDomains = disposableEmailBlocklistSet()

/**
 * Whether an address is at a domain of throw-away inboxes, or below one. Where people have their mail they keep it, whatever the
 * list says (`21cn.com`).
 * @param address already normalised
 */
export const isDisposable = (address: string): boolean => {
  const domain = address.slice(address.lastIndexOf('@') + 1)
  const labels = domain.split('.')
  return (
    !isAnybodys(domain) &&
    labels.some((_, at) => at < labels.length - 1 && disposableDomains.has(labels.slice(at).join('.')))
  )
}
