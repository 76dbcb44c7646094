import { createHmac } from 'node:crypto'
import { isIPv4 } from 'node:net'
import type { HttpRequest } from '../../web/form-http.ts'
import { edgeHeader } from '../settings.ts'

/**
 * The visitor's address. CloudFront appends the viewer's address to `X-Forwarded-For` (Amazon CloudFront Developer
 * Guide, "Request and response behavior for custom origins"), and API Gateway then appends its own peer's, which is
 * CloudFront's. So the last entry but one is genuine, and anything the viewer forged stands further left. A client that
 * calls the API directly can forge all entries but the last; it lacks CloudFront's key, so its own address is used.
 * @param edgeKey the key that only CloudFront sends
 */
export const visitorOf = ({ headers, requestContext }: HttpRequest, edgeKey: string): string => {
  const { sourceIp } = requestContext.http
  if (headers[edgeHeader] !== edgeKey) return sourceIp
  const hops = (headers['x-forwarded-for'] ?? '').split(',').map((hop) => hop.trim())
  return hops.at(-2) || sourceIp
}

/**
 * The network of an address, which is what a provider usually assigns to one customer: a /24 for IPv4, a /48 for IPv6
 * (RFC 6177 §2: a site gets a /48 to /56).
 * @returns for example `203.0.113.0/24` or `2001:db8:1::/48`; `unknown` when the text is not an address
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

/** The network of a visitor as the evidence of their consent keeps it; nothing where it is not known. */
export const keptNetworkOf = (request: HttpRequest, edgeKey: string): string | undefined => {
  const network = networkOf(visitorOf(request, edgeKey))
  return network === 'unknown' ? undefined : network
}

/** A keyed hash of a network that only we can compute, so that what counts visitors stores nothing of their addresses. */
export const networkName = (network: string, secret: string): string =>
  createHmac('sha256', secret).update(`network~${network}`).digest('hex').slice(0, 32)
