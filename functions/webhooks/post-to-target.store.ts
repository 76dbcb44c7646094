import { type IncomingMessage, request as requestByHttp } from 'node:http'
import { request as requestByHttps } from 'node:https'
import { isIP, type LookupFunction } from 'node:net'
import type { Attempt } from './delivery.ts'
import { keptAnswer } from './kept-answer.ts'
import { isLoopbackAddress, isPublicAddress } from './public-address.ts'
import { createResolveName, type Found } from './resolve-name.store.ts'

export type PostOptions = {
  /** On somebody's own machine, where the whole service is on loopback, too. */
  allowsLoopback: boolean
  /** For the whole call: finding the address, connecting, and reading the answer. */
  patienceMs?: number
  /** See `createResolveName`. */
  resolve?: ReturnType<typeof createResolveName>
}

/** How many bytes are read of an answer. */
const mostRead = 4_096
/** How many answers may come before the answer: 102 and 103 (RFC 9110 §15.2) that go on without end are none. */
const mostInformational = 10

type Posted = Omit<Attempt, 'at' | 'ms'>

/**
 * Posts a message to somebody's program. The address is looked up here, and refused unless all that the name has are of the internet;
 * the connection goes to the one that was checked, so that a name that leads elsewhere a moment later leads nowhere. A redirect
 * is an answer like any other, and not followed; so is a target that would speak another protocol (101). The time is one for all of
 * it: a target that says a little now and then has no more.
 * @returns the status and the beginning of the answer, or why there was none; it never throws. Its last argument is what of the
 * message is kept nowhere: see `keptAnswer`
 */
export const createPost =
  ({ allowsLoopback, patienceMs = 10_000, resolve = createResolveName() }: PostOptions) =>
  async (
    target: string,
    headers: Record<string, string>,
    body: string,
    hidden: readonly string[] = [],
  ): Promise<Posted> => {
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
    return post(url, to, headers, body, hidden, signal)
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
  const found = resolve(host, signal).then(
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
  hidden: readonly string[],
  signal: AbortSignal,
): Promise<Posted> =>
  new Promise((resolve) => {
    const isSecure = url.protocol === 'https:'
    const calling = (isSecure ? requestByHttps : requestByHttp)(url, optionsOf(to, headers, body, signal))
    let isConnected = false
    let isAnswered = false
    const end = (posted: Posted) => {
      resolve(posted)
      calling.destroy()
    }
    const endWithoutAnswer = () => {
      if (isAnswered) return
      end({ problem: signal.aborted ? 'timeout' : isConnected ? 'not-answered' : 'not-reached' })
    }
    calling.once('socket', (socket) => {
      socket.once(isSecure ? 'secureConnect' : 'connect', () => {
        isConnected = true
      })
    })
    // Also later, when what is left of an answer is given up.
    calling.on('error', endWithoutAnswer)
    // Whatever way it ended, nobody waits any longer.
    calling.once('close', endWithoutAnswer)
    let informational = 0
    calling.on('information', () => {
      informational += 1
      if (informational > mostInformational) endWithoutAnswer()
    })
    calling.once('upgrade', ({ statusCode = 0 }, socket) => {
      socket.destroy()
      end({ status: statusCode, answer: '' })
    })
    calling.once('response', async (response) => {
      isAnswered = true
      const { statusCode: status = 0 } = response
      if (status < 200) return end({ status, answer: '' })
      const { text, isCut } = await beginningOf(response)
      end({ status, answer: keptAnswer(text, hidden, isCut) })
    })
    calling.end(body)
  })

const optionsOf = (to: Found, headers: Record<string, string>, body: string, signal: AbortSignal) => {
  const toChecked: LookupFunction = (_host, { all }, callback) =>
    all ? callback(null, [to]) : callback(null, to.address, to.family)
  return {
    method: 'POST',
    headers: {
      ...headers,
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(body),
      'user-agent': 'Masthead webhooks',
      connection: 'close',
    },
    lookup: toChecked,
    agent: false,
    signal,
  } as const
}

/** @returns what was read of an answer, and whether there was more. The status is an answer already, however its body goes on */
const beginningOf = (response: IncomingMessage): Promise<{ text: string; isCut: boolean }> =>
  new Promise((give) => {
    let read = Buffer.alloc(0)
    const done = (isCut: boolean) =>
      give({ text: read.subarray(0, mostRead).toString('utf8'), isCut: isCut || read.length > mostRead })
    response.on('data', (chunk: Buffer) => {
      read = Buffer.concat([read, chunk])
      if (read.length >= mostRead) done(true)
    })
    response.once('end', () => done(false))
    response.once('error', () => done(true))
    response.once('close', () => done(true))
  })
