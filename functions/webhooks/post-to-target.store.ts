import { lookup } from 'node:dns/promises'
import { request as requestByHttp } from 'node:http'
import { request as requestByHttps } from 'node:https'
import { isIP, type LookupFunction } from 'node:net'
import type { Attempt } from './delivery.ts'
import { isLoopbackAddress, isPublicAddress } from './public-address.ts'

export type PostOptions = {
  /** On somebody's own machine, where the whole service is on loopback, too. */
  allowsLoopback: boolean
  /** For the whole call: finding the address, connecting, and reading the answer. */
  patienceMs?: number
  /** @returns all addresses of a name */
  resolve?: (host: string) => Promise<{ address: string; family: number }[]>
}

/** What is read of an answer, and what is kept of that. */
const mostRead = 4_096
const mostKept = 300

type Found = { address: string; family: number }
type Posted = Omit<Attempt, 'at' | 'ms'>

/**
 * Posts a message to somebody's program. The address is looked up here, and refused unless all that the name has are of the internet;
 * the connection goes to the one that was checked, so that a name that leads elsewhere a moment later leads nowhere. A redirect
 * is an answer like any other, and not followed.
 * @returns the status and the beginning of the answer, or why there was none; it never throws
 */
export const createPost =
  ({ allowsLoopback, patienceMs = 10_000, resolve = (host) => lookup(host, { all: true }) }: PostOptions) =>
  async (target: string, headers: Record<string, string>, body: string): Promise<Posted> => {
    const url = new URL(target)
    const host = url.hostname.replace(/^\[|\]$/g, '')
    const signal = AbortSignal.timeout(patienceMs)
    const { found = [], problem } = await findAddresses(host, resolve, signal)
    if (problem) return { problem }
    const isAllowed = ({ address }: Found) =>
      isPublicAddress(address) || (allowsLoopback && isLoopbackAddress(address))
    if (!found.every(isAllowed)) return { problem: 'not-public' }
    // A Lambda outside of a VPC has no way out by IPv6.
    const to = found.find(({ family }) => family === 4) ?? found[0]
    if (!to) return { problem: 'not-found' }
    if (url.protocol === 'http:' && !isLoopbackAddress(to.address)) return { problem: 'not-public' }
    return post(url, to, headers, body, signal)
  }

type Lookup = { found?: Found[]; problem?: NonNullable<Posted['problem']> }

const findAddresses = async (
  host: string,
  resolve: NonNullable<PostOptions['resolve']>,
  signal: AbortSignal,
): Promise<Lookup> => {
  const family = isIP(host)
  if (family) return { found: [{ address: host, family }] }
  const late = new Promise<Lookup>((give) => {
    signal.addEventListener('abort', () => give({ problem: 'timeout' }), { once: true })
  })
  const found = resolve(host).then(
    (found): Lookup => ({ found }),
    (): Lookup => ({ problem: 'not-found' }),
  )
  return Promise.race([found, late])
}

const post = (
  url: URL,
  to: Found,
  headers: Record<string, string>,
  body: string,
  signal: AbortSignal,
): Promise<Posted> =>
  new Promise((resolve) => {
    const toChecked: LookupFunction = (_host, { all }, callback) =>
      all ? callback(null, [to]) : callback(null, to.address, to.family)
    const bytes = Buffer.from(body)
    const options = {
      method: 'POST',
      headers: {
        ...headers,
        'content-type': 'application/json',
        'content-length': bytes.length,
        'user-agent': 'Masthead webhooks',
        connection: 'close',
      },
      lookup: toChecked,
      agent: false,
      signal,
    } as const
    let isConnected = false
    let isAnswered = false
    const calling = url.protocol === 'https:' ? requestByHttps(url, options) : requestByHttp(url, options)
    calling.once('socket', (socket) => {
      socket.once(url.protocol === 'https:' ? 'secureConnect' : 'connect', () => {
        isConnected = true
      })
    })
    // Also later, when what is left of an answer is given up.
    calling.on('error', () => {
      if (!isAnswered)
        resolve({ problem: signal.aborted ? 'timeout' : isConnected ? 'not-answered' : 'not-reached' })
    })
    calling.once('response', (response) => {
      isAnswered = true
      let read = Buffer.alloc(0)
      const done = () => {
        resolve({ status: response.statusCode ?? 0, answer: beginningOf(read) })
        calling.destroy()
      }
      response.on('data', (chunk: Buffer) => {
        read = Buffer.concat([read, chunk])
        if (read.length >= mostRead) done()
      })
      response.once('end', done)
      // The status is an answer already, however its body goes on.
      response.on('error', done)
    })
    calling.end(bytes)
  })

/** Text alone: what is no text, or could write elsewhere than where it is shown, is left out. */
const beginningOf = (bytes: Buffer): string =>
  bytes
    .subarray(0, mostRead)
    .toString('utf8')
    .replace(/[\p{Cc}\p{Cf}\uFFFD]+/gu, ' ')
    .trim()
    .slice(0, mostKept)
