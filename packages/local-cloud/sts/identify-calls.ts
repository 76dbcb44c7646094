import type { Identify } from '../gateway/call-permissions.ts'
import { formOf } from '../gateway/parse-request.ts'

/** The call by which an outsider with a token of a trusted provider assumes a role. */
export const webIdentityCall = 'AssumeRoleWithWebIdentity'

/**
 * STS, with the only call that is known. It needs no policy of the caller's, who has none yet: the role's trust policy
 * decides.
 */
export const identifySts: Identify = (request) =>
  formOf(request).get('Action') === webIdentityCall ? { action: webIdentityCall, needs: [] } : undefined
