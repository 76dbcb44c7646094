import type { Request } from '../types.ts'

/** Access key, region and service that a request is signed for. */
export type Credential = { accessKeyId: string; region: string; service: string }

/**
 * Reads the credential's scope from the Authorization header or a presigned URL's query
 * (https://docs.aws.amazon.com/IAM/latest/UserGuide/create-signed-request.html). Only a URL's signature is verified
 * (`presigned.ts`): nobody tampers with a header that the SDK writes.
 */
export const credentialOf = (request: Request): Credential | undefined => {
  const written =
    /Credential=([^,\s]+)/.exec(request.headers.authorization ?? '')?.[1] ??
    new URLSearchParams(request.query).get('X-Amz-Credential')
  const [accessKeyId, , region, service] = written?.split('/') ?? []
  return accessKeyId && region && service ? { accessKeyId, region, service } : undefined
}
