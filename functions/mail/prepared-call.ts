import { amzDate, authorizationOf, type Scope, sha256, signatureOf, signingKeyOf } from './sigv4.ts'

export type Credentials = { accessKeyId: string; secretAccessKey: string; sessionToken?: string | undefined }

/** A request as the SDK hands it to its request handler, signed. */
export type SdkRequest = {
  method: string
  protocol: string
  hostname: string
  port?: number | undefined
  path: string
  query?: Record<string, unknown> | undefined
  headers: Record<string, string>
  body?: unknown
}

/** What of a call is its own. */
export type OwnPart = {
  body: Buffer
  /** The SDK's id of a call. */
  invocationId: string
  /** Unix ms, by the clock of SES as far as the SDK knows it. */
  at: number
}

export type PreparedCall = {
  /** Whether a call under these credentials, at this time, would be signed with the same key. */
  isFor(credentials: Credentials, at: number): boolean
  /** A signed request with another body, and else as the SDK made it. */
  request(own: OwnPart): SdkRequest
}

/** Headers that are the call's own, or are made of the others. */
const ownHeaders = ['amz-sdk-invocation-id', 'content-length', 'x-amz-content-sha256', 'x-amz-date'] as const
const authorization =
  /^AWS4-HMAC-SHA256 Credential=([^/]+)\/(\S+), SignedHeaders=(\S+), Signature=([0-9a-f]{64})$/

/**
 * Prepares calls like one that the SDK has made and signed: its address, its headers and the key of its signature
 * serve for others, until the day ends or the credentials change. Making each anew by the SDK's generic steps costs
 * more than hashing and sending it.
 * @param request with its whole body
 * @returns undefined if anything of the request is unexpected: if it has a query, or its signature is not the one that
 *   is found here. Then the SDK has to make each call.
 */
export const prepareCall = (request: SdkRequest, credentials: Credentials): PreparedCall | undefined => {
  const { method, path, headers, body } = request
  const [, accessKeyId, scope = '', list = '', signature] =
    authorization.exec(headers.authorization ?? '') ?? []
  const date = headers['x-amz-date'] ?? ''
  if (accessKeyId !== credentials.accessKeyId || headers['x-amz-security-token'] !== credentials.sessionToken)
    return undefined
  if (path !== '/' || Object.keys(request.query ?? {}).length > 0 || !Buffer.isBuffer(body)) return undefined
  if (ownHeaders.some((name) => headers[name] === undefined) || !scope.startsWith(`${date.slice(0, 8)}/`))
    return undefined
  const names = list.split(';')
  const key = signingKeyOf(credentials.secretAccessKey, scope)
  const signedHeaders = (of: Record<string, string>) => names.map((name) => [name, of[name] ?? ''] as const)
  const sign = (of: Record<string, string>, bodyHash: string) =>
    signatureOf(
      { method, path, headers: signedHeaders(of), bodyHash },
      { key, scope, date: of['x-amz-date']! },
    )
  if (sign(headers, sha256([body])) !== signature) return undefined

  // Without the body, which may be large.
  const { headers: shared, body: _, ...address } = request
  return {
    isFor: (now, at) => isSame(now, credentials) && dayOf(at) === dayOfScope(scope),
    request: (own) => {
      const bodyHash = sha256([own.body])
      const all: Record<string, string> = {
        ...shared,
        'amz-sdk-invocation-id': own.invocationId,
        'content-length': String(own.body.length),
        'x-amz-content-sha256': bodyHash,
        'x-amz-date': amzDate(own.at),
      }
      all.authorization = authorizationOf(accessKeyId, scope, names, sign(all, bodyHash))
      return { ...address, headers: all, body: own.body }
    },
  }
}

const isSame = (one: Credentials, other: Credentials) =>
  one.accessKeyId === other.accessKeyId &&
  one.secretAccessKey === other.secretAccessKey &&
  one.sessionToken === other.sessionToken

const dayOf = (at: number) => amzDate(at).slice(0, 8)
const dayOfScope = (scope: Scope) => scope.slice(0, 8)
