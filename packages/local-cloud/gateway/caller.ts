import type { Principal, Request, Response } from '../types.ts'
import { type Credential, credentialOf } from './credential.ts'
import { awsError, unknownKey } from './errors.ts'
import { publicService } from './identify-call.ts'
import { refusePresigned } from './presigned.ts'

export type Caller = { credential: Credential; principal: Principal; account: string }

const nobody: Principal = { name: 'nobody', arn: 'anonymous', statements: () => [] }
const noAccount = '000000000000'

/** The caller and the service; a Response when the request is refused before it is read. */
export const callerOf = (
  request: Request,
  {
    principal: principalOf,
    secretOf,
  }: {
    principal: (accessKeyId: string) => Principal | undefined
    secretOf: (accessKeyId: string) => string
  },
  now: number,
): Caller | Response => {
  const credential = credentialOf(request)
  if (!credential) {
    const service = publicService(request)
    if (!service) return awsError('s3', 403, 'AccessDenied', 'The request has no credential.')
    return {
      credential: { accessKeyId: '', region: 'us-east-1', service },
      principal: nobody,
      account: noAccount,
    }
  }
  const principal = principalOf(credential.accessKeyId)
  if (!principal) return unknownKey(credential.service)
  const refused = refusePresigned(request, credential, secretOf, now)
  if (refused) return refused
  return { credential, principal, account: principal.arn.split(':')[4] || noAccount }
}
