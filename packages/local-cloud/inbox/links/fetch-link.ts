import { lookup } from 'node:dns'
import { request as plain, type RequestOptions } from 'node:http'
import { request as secure } from 'node:https'
import { isIP, type LookupFunction } from 'node:net'
import { isPublicAddress } from '../../http/public-address.ts'

/** The answer to one request. */
export type Answered = { status: number; location: string | undefined }

/** Thrown for an address that may not be asked; the message says why. */
export class NotAsked extends Error {}

const isPrivate = (host: string) => new NotAsked(`${host} is an address of this machine or its network`)

/**
 * Resolves a host only if all its addresses are public. The connection uses this result, so a second, different answer
 * of the name server cannot redirect it (DNS rebinding).
 */
const publicLookup: LookupFunction = (host, options, done) => {
  lookup(host, { ...options, all: true }, (error, found) => {
    if (error) return done(error, '')
    const addresses = found as { address: string; family: number }[]
    if (addresses.length === 0 || !addresses.every(({ address }) => isPublicAddress(address)))
      return done(isPrivate(host), '')
    if (options.all) return done(null, addresses)
    return done(null, addresses[0]!.address, addresses[0]!.family)
  })
}

/**
 * Requests an address by HEAD or GET, without reading the body. Only public addresses and this service's own are asked.
 * @throws NotAsked for any other address, and network errors as they come
 */
export const ask = (
  url: URL,
  method: 'HEAD' | 'GET',
  isOwn: boolean,
  signal: AbortSignal,
): Promise<Answered> =>
  new Promise((resolve, reject) => {
    const host = url.hostname.replace(/^\[(.*)\]$/, '$1')
    if (!isOwn && isIP(host) && !isPublicAddress(host)) return reject(isPrivate(host))
    const options: RequestOptions = {
      method,
      signal,
      agent: false,
      headers: { 'user-agent': 'Mozilla/5.0 (compatible; link check)', accept: '*/*' },
      ...(isOwn ? {} : { lookup: publicLookup }),
    }
    const asked = (url.protocol === 'https:' ? secure : plain)(url, options, (answer) => {
      resolve({ status: answer.statusCode ?? 0, location: answer.headers.location })
      answer.destroy()
    })
    asked.on('error', reject)
    asked.end()
  })
