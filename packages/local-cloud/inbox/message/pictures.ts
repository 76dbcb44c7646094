import { isIP } from 'node:net'
import { isPublicAddress } from '../../http/public-address.ts'
import type { Opened } from './read-message.ts'

/** Where a mail's pictures come from, apart from the mail itself and the local service. */
export type Pictures = {
  /** Origins that may be loaded from once somebody agrees. */
  offered: string[]
  /** Hosts that are never loaded from. */
  refused: string[]
}

/** Names that mean something only on this machine or network (RFC 6761, RFC 6762, RFC 8375), or have no dot. */
const localName = /^[^.]*$|\.(localhost|local|internal|intranet|lan|home|test|invalid|home\.arpa)$/i

/**
 * Whether pictures may be loaded from a URL at all. Only by https: if a public name leads to a host of this network,
 * that host has no certificate for the name.
 */
const mayBeAsked = ({ protocol, hostname }: URL): boolean => {
  const host = hostname.replace(/^\[(.*)\]$/, '$1').replace(/\.$/, '')
  if (protocol !== 'https:') return false
  // A URL's host may contain `;` and `,`, which would end the policy's list of sources.
  return isIP(host) ? isPublicAddress(host) : /^[\w.-]+$/.test(host) && !localName.test(host)
}

const inStyle = /url\(\s*(?:&quot;|["'])?(https?:\/\/[^\s"')&]+)/gi

/**
 * The hosts of a mail's pictures. Loading a picture tells its host that the mail was opened, and a mail could use
 * pictures to find out what is in this network, so nothing is loaded before a person has seen from where.
 */
export const picturesOf = ({ facts, html = '' }: Opened, ownOrigins: readonly string[]): Pictures => {
  const asked = [
    ...(facts?.links ?? []).filter(({ kind }) => kind === 'picture').map(({ url }) => url),
    ...[...html.matchAll(inStyle)].map(([, url]) => url!),
  ]
  const urls = asked
    .filter((url) => /^https?:/i.test(url) && URL.canParse(url))
    .map((url) => new URL(url))
    .filter(({ origin }) => !ownOrigins.includes(origin))
  const [offered, refused] = [new Set<string>(), new Set<string>()]
  for (const url of urls) mayBeAsked(url) ? offered.add(url.origin) : refused.add(url.host)
  return { offered: [...offered], refused: [...refused] }
}

/** Resolves a host name to its addresses. */
export type LookUp = (host: string) => Promise<readonly { address: string }[]>

/** Moves hosts whose names resolve to this machine or network from `offered` to `refused`. */
export const lookedUp = async ({ offered, refused }: Pictures, lookUp: LookUp): Promise<Pictures> => {
  const isPublic = await Promise.all(
    offered.map(async (origin) => {
      const found = await lookUp(new URL(origin).hostname.replace(/^\[(.*)\]$/, '$1')).catch(() => [])
      return found.length > 0 && found.every(({ address }) => isPublicAddress(address))
    }),
  )
  return {
    offered: offered.filter((_, at) => isPublic[at]),
    refused: [...refused, ...offered.filter((_, at) => !isPublic[at]).map((origin) => new URL(origin).host)],
  }
}
