import type { Request } from '../../types.ts'
import { authorize } from './authorize.ts'
import type { Endpoint } from './domain.ts'
import { showError } from './error.ts'
import { logOut } from './log-out.ts'
import { notFound, onlyBy } from './replies.ts'
import { revoke } from './revoke.ts'
import { changePassword, showSignIn, signIn } from './sign-in.ts'
import { exchange } from './token.ts'
import { userInfo } from './user-info.ts'

const isNewPassword = ({ body }: Request) => new URLSearchParams(body.toString()).has('new_password')

/**
 * The endpoints of a user pool's domain
 * (https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-userpools-server-contract-reference.html).
 */
const endpoints: Record<string, Record<string, Endpoint>> = {
  '/oauth2/authorize': { GET: authorize },
  '/login': {
    GET: showSignIn,
    POST: (domain, request) => (isNewPassword(request) ? changePassword : signIn)(domain, request),
  },
  '/oauth2/token': { POST: exchange },
  '/oauth2/revoke': { POST: revoke },
  '/oauth2/userInfo': { GET: userInfo },
  '/logout': { GET: logOut },
  '/error': { GET: showError },
}

export const answerAtDomain: Endpoint = async (domain, request) => {
  const methods = Object.hasOwn(endpoints, request.path) ? endpoints[request.path] : undefined
  if (!methods) return notFound
  return methods[request.method]?.(domain, request) ?? onlyBy(Object.keys(methods))
}
