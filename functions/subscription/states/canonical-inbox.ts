import { createHmac } from 'node:crypto'

type Provider = {
  /** The domain that stands for all of the provider's. */
  as?: string
  /** What the provider takes for the same in a local part, and what stands for all of it. */
  same?: [RegExp, string]
}

/** Gmail Help, "Dots don't matter in Gmail addresses"; they do in addresses at one's own domain. */
const gmail: Provider = { as: 'gmail.com', same: [/\./g, ''] }
/**
 * Proton Support, "Types of email addresses and aliases": one account has its name at each of the domains. What its own
 * client takes for one address, ProtonMail/WebClients does in `removeEmailAlias`: without dots, hyphens and underscores.
 */
const proton: Provider = { as: 'proton.me', same: [/[._-]/g, ''] }
/** Apple Support 118230, "About your @icloud.com, @me.com, and @mac.com email addresses": an older account has all. */
const icloud: Provider = { as: 'icloud.com' }
/**
 * Yandex ID Help, "Alternate email addresses": one's username is an address on all Yandex domains. Its dots are hyphens
 * (Yandex Direct, Finance token: a login is normalised by replacing dots with hyphens).
 */
const yandex: Provider = { as: 'yandex.ru', same: [/\./g, '-'] }
const yandexDomain = /^(?:ya\.ru|yandex\.(?:com|[a-z]{2}|com?\.[a-z]{2}))$/

/**
 * Providers at whom one inbox has more names than its tags, which anybody may write. Tags are everybody's: Outlook has
 * them, too, and its dots tell people apart. Yahoo's `name-word` is not one inbox here: its owner has to make each such
 * address first, and elsewhere a hyphen tells people apart.
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

/** Fastmail takes `anything@name.fastmail.com` for `name+anything@fastmail.com` ("Plus addressing and subdomain addressing"). */
const fastmail = /^([^.]+)\.(fastmail\.(?:com|fm))$/

/**
 * The inbox that an address leads to, as far as its provider says so: without a tag (RFC 5233 `user+detail`; where a host
 * knows no tags, two people share a limit) and without what its provider passes over. For limits only: it is nobody's
 * address, and says nothing about who somebody is.
 * @param address already normalised
 */
export const inboxOf = (address: string): string => {
  const at = address.lastIndexOf('@')
  const domain = address.slice(at + 1)
  const [, owner, host] = fastmail.exec(domain) ?? []
  if (owner && host) return `${owner}@${host}`
  const local = address.slice(0, at)
  const { as = domain, same } = providerOf(domain)
  // A local part that begins with a plus has nothing before its tag.
  const untagged = local.replace(/(?<=.)\+.*$/, '')
  return `${(same && untagged.replace(...same)) || untagged}@${as}`
}

/** An inbox by a name that only we can work out: nothing of the address is kept. */
export const inboxName = (inbox: string, secret: string): string =>
  createHmac('sha256', secret).update(`inbox~${inbox}`).digest('hex').slice(0, 32)
