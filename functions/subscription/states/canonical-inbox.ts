import type { ReaderIdOf } from './reader-id.ts'

type Provider = {
  /** The canonical domain of the provider. */
  as?: string
  /** A pattern in the local part that the provider ignores or unifies, and its canonical replacement. */
  same?: [RegExp, string]
}

/** Gmail Help, "Dots don't matter in Gmail addresses". In addresses at a custom domain they do. */
const gmail: Provider = { as: 'gmail.com', same: [/\./g, ''] }
/**
 * Proton Support, "Types of email addresses and aliases": one account has its name at each of the domains. Proton's
 * client ignores dots, hyphens and underscores when it compares addresses (`removeEmailAlias` in
 * ProtonMail/WebClients).
 */
const proton: Provider = { as: 'proton.me', same: [/[._-]/g, ''] }
/**
 * Apple Support 118230, "About your @icloud.com, @me.com, and @mac.com email addresses": older accounts have all three.
 */
const icloud: Provider = { as: 'icloud.com' }
/**
 * Yandex ID Help, "Alternate email addresses": a username is an address on every Yandex domain. Dots equal hyphens
 * (Yandex Direct, Finance token: a login is normalised by replacing dots with hyphens).
 */
const yandex: Provider = { as: 'yandex.ru', same: [/\./g, '-'] }
const yandexDomain = /^(?:ya\.ru|yandex\.(?:com|[a-z]{2}|com?\.[a-z]{2}))$/

/**
 * Providers where one inbox has more names than its tags, and anybody can use them. Tags work everywhere, so they are
 * not listed here: Outlook has tags too, but its dots tell people apart. Yahoo's `name-word` is not treated as one
 * inbox: its owner must create each such address first, and elsewhere a hyphen tells people apart.
 */
const providers: Readonly<Record<string, Provider>> = {
  'gmail.com': gmail,
  'googlemail.com': gmail,
  'proton.me': proton,
  'protonmail.com': proton,
  'protonmail.ch': proton,
  'pm.me': proton,
  'icloud.com': icloud,
  'me.com': icloud,
  'mac.com': icloud,
}
const providerOf = (domain: string): Provider => {
  if (yandexDomain.test(domain)) return yandex
  return (Object.hasOwn(providers, domain) && providers[domain]) || {}
}

/**
 * Fastmail treats `anything@name.fastmail.com` as `name+anything@fastmail.com` ("Plus addressing and subdomain
 * addressing").
 */
const fastmail = /^([^.]+)\.(fastmail\.(?:com|fm))$/

/**
 * The inbox that an address leads to, as far as its provider documents it: without a tag (RFC 5233 `user+detail`) and
 * without characters that the provider ignores. On hosts without tags, two people may share a limit. For rate limits,
 * and to keep an import from bringing back who left: the result is nobody's address and does not identify a person.
 * @param address already normalised
 */
export const inboxOf = (address: string): string => {
  const at = address.lastIndexOf('@')
  const domain = address.slice(at + 1)
  const [, owner, host] = fastmail.exec(domain) ?? []
  if (owner && host) return `${owner}@${host}`
  const local = address.slice(0, at)
  const { as = domain, same } = providerOf(domain)
  // Keep the tag of a local part that begins with a plus; nothing else would remain.
  const untagged = local.replace(/(?<=.)\+.*$/, '')
  return `${(same && untagged.replace(...same)) || untagged}@${as}`
}

/**
 * The name by which mails to an inbox are counted.
 * @param nameOf a keyed hash that only we can compute, so that nothing of the address is stored. The key is that of
 *   readers' ids, so that whoever erases a reader finds the counters, too; no address has a space.
 */
export const inboxName = (inbox: string, nameOf: ReaderIdOf): string | Promise<string> =>
  nameOf(`inbox ${inbox}`)
