import { once } from 'node:events'
import { createServer, request } from 'node:http'
import type { AddressInfo } from 'node:net'

/**
 * The same site on a port of its own, as it is but for one header. A headless Chromium of 2026 that records a trace
 * gives up any page that comes with `Referrer-Policy` (net::ERR_ABORTED, whatever its value), and Lighthouse records
 * one for two of its categories. No audit of its looks at that header; tests of the site do.
 */
export const withoutReferrerPolicy = async (site: string): Promise<{ url: string; end: () => void }> => {
  const server = createServer((incoming, outgoing) => {
    const { method, headers, url = '/' } = incoming
    const asked = request(site + url, { method, headers }, (answer) => {
      const { 'referrer-policy': _, ...kept } = answer.headers
      outgoing.writeHead(answer.statusCode ?? 502, kept)
      answer.pipe(outgoing)
    })
    asked.on('error', () => outgoing.destroy())
    incoming.pipe(asked)
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const end = () => {
    server.closeAllConnections()
    server.close()
  }
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, end }
}
