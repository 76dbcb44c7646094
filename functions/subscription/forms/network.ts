import { createHmac } from 'node:crypto'
import { isIPv4 } from 'node:net'
import type { HttpRequest } from '../../web/form-http.ts'
import { edgeHeader } from '../settings.ts'

/**
 * The visitor's address. CloudFront appends the viewer's to `X-Forwarded-For` (Amazon CloudFront Developer Guide,
 * "Request and response behavior for custom origins"), and API Gateway appends its own peer's, which is CloudFront's:
 * the last but one is true, and what a viewer writes there himself stands further left. Who calls the API by its own
 * address can write all but the last; he lacks the key that CloudFront brings, and is counted by his own address.
 * @param edgeKey what CloudFront alone knows
 */
export const visitorOf = ({ headers, requestContext }: HttpRequest, edgeKey: string): string => {
  const { sourceIp } = requestContext.http
  if (headers[edgeHeader] !== edgeKey) return sourceIp
  const hops = (headers['x-forwarded-for'] ?? '').split(',').map((hop) => hop.trim())
  return hops.at(-2) || sourceIp
}

/**
 * The network of an address: what one customer of a provider commonly has, a /24 of IPv4 and a /48 of IPv6 (RFC 6177
 * §2: a site gets a /48 to /56).
 * @returns such as `203.0.113.0/24`, `2001:db8:1::/48`; what is no address is a network of its own
 */
export const networkOf = (address: string): string => {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1] ?? address
  if (isIPv4(mapped)) return `${mapped.split('.').slice(0, 3).join('.')}.0/24`
  const [plain = ''] = address.split('%')
  if (!URL.canParse(`http://[${plain}]`)) return 'unknown'
  const [head = '', tail] = new URL(`http://[${plain}]`).hostname.slice(1, -1).split('::')
  const before = head.split(':').filter(Boolean)
  const after = (tail ?? '').split(':').filter(Boolean)
  const zeros = Array.from({ length: 8 - before.length - after.length }, () => '0')
  return `${[...before, ...zeros, ...after].slice(0, 3).join(':')}::/48`
}

/** A network by a name that only we can work out: nothing of a visitor's address is kept. */
export const networkName = (network: string, secret: string): string =>
  createHmac('sha256', secret).update(`network~${network}`).digest('hex').slice(0, 32)
