import { isIP } from 'node:net'
import { isPublicAddress } from '../../http/public-address.ts'
import type { Opened } from './read-message.ts'

/** Pictures that lie neither in the mail nor on the local service. */
export type Pictures = {
  /** Origins from which they may be fetched when somebody asks for it. */
  offered: string[]
  /** Hosts from which they never are. */
  refused: string[]
}

/** Names that only this machine or its network knows (RFC 6761, RFC 6762, RFC 8375), and names without a dot. */
const localName = /^[^.]*$|\.(localhost|local|internal|intranet|lan|home|test|invalid|home\.arpa)$/i

/**
 * Whether a picture may be fetched from an address at all. By https alone: a host that answers for a public name from
 * within this network has no certificate for it.
 */
const mayBeAsked = ({ protocol, hostname }: URL): boolean => {
  const host = hostname.replace(/^\[(.*)\]$/, '$1').replace(/\.$/, '')
  if (protocol !== 'https:') return false
  // What else a URL lets stand in a host would end the policy's list of sources.
  return isIP(host) ? isPublicAddress(host) : /^[\w.-]+$/.test(host) && !localName.test(host)
}

const inStyle = /url\(\s*(?:&quot;|["'])?(https?:\/\/[^\s"')&]+)/gi

/**
 * What pictures a mail asks of others. Asking tells them that it was opened, and a mail could ask this network for what
 * is there, so nothing is asked before a person has read whom.
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

/** A host's addresses, as the name server gives them. */
export type LookUp = (host: string) => Promise<readonly { address: string }[]>

/** The same after a look at the name server: a public name may still lead into this network. */
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
