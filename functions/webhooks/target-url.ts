import { isIP } from 'node:net'
import { isLoopbackAddress, isPublicAddress } from './public-address.ts'

const longest = 1_000

/** Names that lead to this very machine, or to no machine of the internet (RFC 6761, RFC 6762, RFC 8375). */
const local = /(^|\.)(localhost|local|internal|home\.arpa)$/i

/**
 * What is wrong with where a webhook leads; undefined when nothing is. What its name resolves to is looked at with each
 * message, since that may change at any time.
 * @param allowsLoopback on somebody's own machine, where the whole service is on loopback, too
 */
export const problemOfTarget = (text: string, allowsLoopback: boolean): string | undefined => {
  if (text.length > longest) return `is longer than ${longest} characters`
  const url = URL.canParse(text) ? new URL(text) : undefined
  if (!url) return 'is not an absolute URL'
  if (url.username || url.password) return 'holds a name or a password: messages are signed instead'
  if (url.hash) return 'has a fragment, which no server is sent'
  const host = url.hostname.replace(/^\[|\]$/g, '').replace(/\.$/, '')
  if (allowsLoopback && (isLoopbackAddress(host) || host === 'localhost'))
    return /^https?:$/.test(url.protocol) ? undefined : 'is not https'
  if (url.protocol !== 'https:') return 'is not https'
  const isPublic = isIP(host) ? isPublicAddress(host) : host.includes('.') && !local.test(host)
  return isPublic ? undefined : 'leads to no address of the internet'
}
