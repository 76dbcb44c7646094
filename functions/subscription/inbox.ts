import { createHmac } from 'node:crypto'

type Provider = {
  /** The domain that stands for all of the provider's. */
  as?: string
  /** What the provider passes over in a local part. */
  ignores?: RegExp
}

/**
 * Providers at whom one inbox has more names than its tags. Gmail ("Dots don't matter in Gmail addresses"; not in
 * addresses at one's own domain) and Proton (dots, hyphens and underscores) let anybody write them anew, so they are
 * counted as one. Yahoo's `name-word` is not: its owner has to make each such address first, and elsewhere a hyphen tells
 * people apart.
 */
const providers: Readonly<Record<string, Provider>> = {
  'gmail.com': { ignores: /\./g },
  'googlemail.com': { as: 'gmail.com', ignores: /\./g },
  'proton.me': { ignores: /[._-]/g },
  'protonmail.com': { as: 'proton.me', ignores: /[._-]/g },
  'pm.me': { as: 'proton.me', ignores: /[._-]/g },
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
  const { as = domain, ignores } = (Object.hasOwn(providers, domain) && providers[domain]) || {}
  // A local part that begins with a plus has nothing before its tag.
  const untagged = local.replace(/(?<=.)\+.*$/, '')
  return `${(ignores && untagged.replace(ignores, '')) || untagged}@${as}`
}

/** An inbox by a name that only we can work out: nothing of the address is kept. */
export const inboxName = (inbox: string, secret: string): string =>
  createHmac('sha256', secret).update(`inbox~${inbox}`).digest('hex').slice(0, 32)
