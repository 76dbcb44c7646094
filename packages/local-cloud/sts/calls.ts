import type { Identify } from '../gateway/identify.ts'
import { formOf } from '../gateway/wire.ts'

/** The call by which somebody from outside, with a token of a provider that the account trusts, becomes a role. */
export const webIdentityCall = 'AssumeRoleWithWebIdentity'

/** STS: the one call that is known. No policy of the caller's is asked for it, as they are nobody yet: the role's trust policy is. */
export const identifySts: Identify = (request) =>
  formOf(request).get('Action') === webIdentityCall ? { action: webIdentityCall, needs: [] } : undefined
