import { randomUUID } from 'node:crypto'
import { awsError } from '../gateway/errors.ts'
import { json } from '../gateway/wire-answers.ts'
import type { Response } from '../types.ts'
import type { AppClient } from './app-client.ts'
import type { Forgetful } from './forgetful.ts'
import { issueTokens } from './issue-tokens.ts'
import { passwordFault } from './password-policy.ts'
import { type Pool, userIn } from './pool.ts'
import type { Grant, RefreshTokens } from './refresh-tokens.ts'
import type { Tokens } from './tokens.ts'
import type { User, Users } from './users.ts'

export type CognitoApi = {
  pools: () => Pool[]
  users: Users
  tokens: Tokens
  refreshTokens: RefreshTokens
  issuer: (poolId: string) => string
  /** Users who must choose a new password, by their session: the `sub` of each. */
  challenges: Forgetful<string>
  now: () => number
}

type Body = Record<string, unknown>
type Answer = (api: CognitoApi, body: Body) => Response | Promise<Response>

export const cognitoError = (code: string, message: string): Response =>
  awsError('cognito-idp', 400, code, message)

const ok = (value: unknown): Response => json(200, value, '1.1')
const noUser = () => cognitoError('UserNotFoundException', 'User does not exist.')
const wrong = () => cognitoError('NotAuthorizedException', 'Incorrect username or password.')

const parametersOf = (value: unknown): Record<string, string> => (value ?? {}) as Record<string, string>

const attributesOf = (value: unknown): Record<string, string> =>
  Object.fromEntries(
    ((value ?? []) as { Name: string; Value?: string }[]).map(({ Name, Value = '' }) => [Name, Value]),
  )

const view = (user: User) => ({
  Username: user.name,
  Attributes: Object.entries({ sub: user.sub, ...user.attributes }).map(([Name, Value]) => ({ Name, Value })),
  UserCreateDate: user.createdAt / 1000,
  Enabled: true,
  UserStatus: user.password && !user.password.temporary ? 'CONFIRMED' : 'FORCE_CHANGE_PASSWORD',
})

/** An app client and its pool. */
const clientWith = ({ pools }: CognitoApi, id: string) =>
  pools()
    .flatMap((pool) => pool.clients.map((client) => ({ pool, client })))
    .find(({ client }) => client.id === id)

const answerTokens = async (
  { tokens, issuer }: CognitoApi,
  client: AppClient,
  user: User,
  { pool, ...grant }: Grant,
  RefreshToken?: string,
) => {
  const { access, id } = await issueTokens(tokens, issuer(pool), { ...grant, client, user })
  return ok({
    ChallengeParameters: {},
    AuthenticationResult: {
      AccessToken: access,
      IdToken: id,
      ExpiresIn: client.validity.access,
      TokenType: 'Bearer',
      ...(RefreshToken && { RefreshToken }),
    },
  })
}

const signIn = (api: CognitoApi, pool: Pool, client: AppClient, user: User) => {
  const authTime = Math.floor(api.now() / 1000)
  const grant = { pool: pool.id, client: client.id, sub: user.sub, authTime, originJti: randomUUID() }
  return answerTokens(api, client, user, grant, api.refreshTokens.issue(grant, client.validity.refresh))
}

const byRefreshToken = (api: CognitoApi, client: AppClient, token: string) => {
  // https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-using-the-refresh-token.html
  const grant = client.rotationGrace === undefined && api.refreshTokens.find(token, client.id)
  const user = grant && api.users.withSub(grant.pool, grant.sub)
  if (!user) return cognitoError('NotAuthorizedException', 'Invalid Refresh Token.')
  return answerTokens(api, client, user, grant)
}

/** The refusal of a password that is against the pool's policy; undefined when it will do. */
const unfit = ({ passwords = {} }: Pool, password: string): Response | undefined => {
  const fault = passwordFault(passwords, password)
  return fault === undefined ? undefined : cognitoError('InvalidPasswordException', fault)
}

const noClient = (id: string) =>
  cognitoError('ResourceNotFoundException', `User pool client ${id} does not exist.`)

const initiateAuth: Answer = (api, body) => {
  const { pool, client } = clientWith(api, String(body.ClientId)) ?? {}
  if (!pool || !client) return noClient(String(body.ClientId))
  const { USERNAME = '', PASSWORD = '', REFRESH_TOKEN = '' } = parametersOf(body.AuthParameters)
  if (body.AuthFlow === 'REFRESH_TOKEN_AUTH' || body.AuthFlow === 'REFRESH_TOKEN')
    return byRefreshToken(api, client, REFRESH_TOKEN)
  if (body.AuthFlow !== 'USER_PASSWORD_AUTH')
    return cognitoError(
      'InvalidParameterException',
      `The local Cognito knows USER_PASSWORD_AUTH, not ${body.AuthFlow}.`,
    )
  const user = userIn(api.users, pool, USERNAME)
  if (!user || !api.users.passwordFits(user, PASSWORD)) return wrong()
  if (!user.password?.temporary) return signIn(api, pool, client, user)
  const Session = randomUUID()
  api.challenges.add(Session, user.sub)
  return ok({
    ChallengeName: 'NEW_PASSWORD_REQUIRED',
    Session,
    ChallengeParameters: { USER_ID_FOR_SRP: user.name },
  })
}

const newPassword: Answer = (api, body) => {
  const { pool, client } = clientWith(api, String(body.ClientId)) ?? {}
  if (!pool || !client) return noClient(String(body.ClientId))
  const Session = String(body.Session)
  const user = api.users.withSub(pool.id, api.challenges.get(Session) ?? '')
  const password = parametersOf(body.ChallengeResponses).NEW_PASSWORD
  if (!user || body.ChallengeName !== 'NEW_PASSWORD_REQUIRED' || !password)
    return cognitoError('NotAuthorizedException', 'Invalid session for the user.')
  const fault = unfit(pool, password)
  if (fault) return fault
  api.challenges.forget(Session)
  api.users.setPassword(pool.id, user, password, false)
  return signIn(api, pool, client, user)
}

const noPool = (id: string) => cognitoError('ResourceNotFoundException', `User pool ${id} does not exist.`)

const onPool =
  (act: (api: CognitoApi, pool: Pool, body: Body) => Response): Answer =>
  (api, body) => {
    const id = String(body.UserPoolId)
    const pool = api.pools().find((one) => one.id === id)
    return pool ? act(api, pool, body) : noPool(id)
  }

const onUser = (act: (api: CognitoApi, pool: string, user: User, body: Body) => unknown): Answer =>
  onPool((api, pool, body) => {
    const user = userIn(api.users, pool, String(body.Username))
    return user ? ok(act(api, pool.id, user, body) ?? {}) : noUser()
  })

/** A call about a group of the pool. */
const onGroup = (act: (api: CognitoApi, pool: Pool, group: string, body: Body) => Response): Answer =>
  onPool((api, pool, body) => {
    const group = String(body.GroupName)
    return pool.groups.includes(group)
      ? act(api, pool, group, body)
      : cognitoError('ResourceNotFoundException', 'Group not found.')
  })

/** Puts a user into a group, or takes them out of it. */
const onMember = (change: (groups: string[], group: string) => string[]): Answer =>
  onGroup((api, pool, group, body) => {
    const user = userIn(api.users, pool, String(body.Username))
    if (!user) return noUser()
    api.users.put(pool.id, { ...user, groups: change(user.groups, group) })
    return ok({})
  })

const createUser = onPool((api, pool, body) => {
  const name = String(body.Username)
  if (userIn(api.users, pool, name))
    return cognitoError('UsernameExistsException', 'User account already exists')
  const temporary = body.TemporaryPassword as string | undefined
  const fault = temporary === undefined ? undefined : unfit(pool, temporary)
  if (fault) return fault
  const attributes = attributesOf(body.UserAttributes)
  const user = pool.byEmail
    ? api.users.create(pool.id, undefined, { ...attributes, email: name })
    : api.users.create(pool.id, name, attributes)
  if (temporary !== undefined) api.users.setPassword(pool.id, user, temporary, true)
  return ok({ User: view(user) })
})

/** The calls that the local Cognito answers, by name. */
export const cognitoAnswers: Record<string, Answer> = {
  InitiateAuth: initiateAuth,
  RespondToAuthChallenge: newPassword,
  AdminCreateUser: createUser,
  AdminSetUserPassword: onPool((api, pool, body) => {
    const user = userIn(api.users, pool, String(body.Username))
    if (!user) return noUser()
    const password = String(body.Password)
    const fault = unfit(pool, password)
    if (fault) return fault
    api.users.setPassword(pool.id, user, password, body.Permanent !== true)
    return ok({})
  }),
  AdminAddUserToGroup: onMember((groups, group) => [...new Set([...groups, group])]),
  AdminRemoveUserFromGroup: onMember((groups, group) => groups.filter((one) => one !== group)),
  AdminListGroupsForUser: onUser((_, pool, user) => ({
    Groups: user.groups.map((GroupName) => ({ GroupName, UserPoolId: pool })),
  })),
  AdminDeleteUser: onUser((api, pool, user) => api.users.remove(pool, user)),
  ListUsers: onPool((api, { id }) => ok({ Users: api.users.all(id).map(view) })),
  ListUsersInGroup: onGroup((api, { id }, group) =>
    ok({
      Users: api.users
        .all(id)
        .filter(({ groups }) => groups.includes(group))
        .map(view),
    }),
  ),
  AdminGetUser: onUser((_, __, user) => {
    const { Attributes: UserAttributes, ...rest } = view(user)
    return { ...rest, UserAttributes }
  }),
}
