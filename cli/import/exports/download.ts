import { lookup } from 'node:dns'
import type { IncomingMessage } from 'node:http'
import { request } from 'node:https'
import { isIP, type LookupFunction } from 'node:net'
import { isPublicAddress } from '#local-cloud/http/public-address'
import { mostImageBytes } from '../../../functions/issue/image.ts'

export type Downloaded = { bytes: Uint8Array } | { failed: string }
/** Fetches one picture. Never throws. */
export type Download = (url: string) => Promise<Downloaded>

export type DownloadLimits = {
  /** Per picture. */
  mostBytes: number
  /** Per picture, redirects included. */
  mostMs: number
  /** In total. */
  mostPictures: number
  mostBytesInAll: number
}
export const usualLimits: DownloadLimits = {
  mostBytes: mostImageBytes,
  mostMs: 20_000,
  mostPictures: 5_000,
  mostBytesInAll: 1_000_000_000,
}
const mostRedirects = 4
const tooLong = 'it takes too long'

/** The network, which tests replace. */
export type Net = {
  isAllowed: (address: string) => boolean
  resolve: typeof lookup
  request: typeof request
}
const theNet: Net = { isAllowed: isPublicAddress, resolve: lookup, request }

/**
 * Fetches pictures, only over https and only from public addresses. The address that was checked is the one that is
 * connected to, after each redirect too.
 */
export const createDownload = (limits: DownloadLimits = usualLimits, net: Net = theNet): Download => {
  let [pictures, bytes] = [0, 0]
  return async (url) => {
    if (pictures >= limits.mostPictures) return { failed: `more than ${limits.mostPictures} pictures` }
    if (bytes >= limits.mostBytesInAll)
      return { failed: `more than ${limits.mostBytesInAll / 1e6} MB in all` }
    pictures += 1
    const found = await follow(url, limits, net).catch((error: Error) => ({ failed: error.message }))
    if ('bytes' in found) bytes += found.bytes.length
    return found
  }
}

const follow = async (first: string, limits: DownloadLimits, net: Net): Promise<Downloaded> => {
  const signal = AbortSignal.timeout(limits.mostMs)
  let url = first
  for (let turn = 0; turn <= mostRedirects; turn++) {
    const refused = whyNot(url, net)
    if (refused) return { failed: refused }
    const answer = await get(new URL(url), signal, net)
    const { statusCode = 0, headers } = answer
    if (statusCode >= 300 && statusCode < 400 && headers.location) {
      answer.destroy()
      url = new URL(headers.location, url).href
      continue
    }
    if (statusCode !== 200) {
      answer.destroy()
      return { failed: `the server answered with ${statusCode}` }
    }
    return read(answer, limits.mostBytes, signal)
  }
  return { failed: 'it has too many redirects' }
}

/** Why a URL is not fetched. Host names are checked later, when they are resolved. */
const whyNot = (url: string, { isAllowed }: Net): string | undefined => {
  if (!URL.canParse(url)) return 'its address is not a valid URL'
  const { protocol, hostname, username, port } = new URL(url)
  if (protocol !== 'https:') return 'its address is not https'
  if (username) return 'its address holds a name and a password'
  if (port) return `its address names a port (${port})`
  const host = hostname.replace(/^\[|\]$/g, '')
  return isIP(host) && !isAllowed(host) ? 'its address is in a private network' : undefined
}

const get = (url: URL, signal: AbortSignal, net: Net): Promise<IncomingMessage> =>
  new Promise((resolve, reject) => {
    const options = {
      signal,
      lookup: publicLookup(net),
      headers: { accept: 'image/*' },
      agent: false as const,
    }
    const calling = net.request(url, options, resolve)
    calling.on('error', (error: NodeJS.ErrnoException) =>
      reject(new Error(signal.aborted ? tooLong : error.message, { cause: error })),
    )
    calling.end()
  })

/** Resolves a host name as Node does, but fails if any of its addresses is not public (DNS rebinding). */
const publicLookup =
  ({ isAllowed, resolve }: Net): LookupFunction =>
  (hostname, options, done) =>
    resolve(hostname, { ...options, all: true }, (error, addresses) => {
      if (error) return done(error, '', 4)
      const bad = addresses.find(({ address }) => !isAllowed(address))
      if (bad || !addresses[0]) return done(new Error('its address is in a private network'), '', 4)
      if (options.all) return done(null, addresses as never)
      done(null, addresses[0].address, addresses[0].family)
    })

const read = async (answer: IncomingMessage, mostBytes: number, signal: AbortSignal): Promise<Downloaded> => {
  const parts: Buffer[] = []
  let size = 0
  try {
    for await (const part of answer) {
      size += (part as Buffer).length
      if (size > mostBytes) return { failed: `it has more than ${mostBytes / 1e6} MB` }
      parts.push(part as Buffer)
    }
  } catch (error) {
    return { failed: signal.aborted ? tooLong : (error as Error).message }
  } finally {
    answer.destroy()
  }
  return { bytes: Buffer.concat(parts) }
}
