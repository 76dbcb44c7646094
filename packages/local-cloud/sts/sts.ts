import { decodeJwt } from 'jose'
import { TokenRefused, type Tokens } from '../cognito/tokens.ts'
import { awsError } from '../gateway/errors.ts'
import { formOf } from '../gateway/parse-request.ts'
import { queryAnswer, xmlText } from '../gateway/wire-answers.ts'
import { accessKeyOf, type Policies, secretOf } from '../iam/template-policies.ts'
import type { Emulator, Problem, Resources, Response } from '../types.ts'

export type StsOptions = {
  resources: Resources
  policies: Pick<Policies, 'trustsWebIdentity'>
  /** Signs and verifies tokens in place of every OIDC provider in the template. */
  tokens: Tokens
  onProblem: (problem: Problem) => void
  now: () => number
}

type Asked = { roleArn: string; session: string; token: string }

/**
 * AssumeRoleWithWebIdentity as STS answers it: the token must come from a deployed OIDC provider and be for one of its
 * clients, and the role's trust policy must allow its claims
 * (https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRoleWithWebIdentity.html).
 */
export const createSts = ({ resources, policies, tokens, onProblem, now }: StsOptions): Emulator => {
  const denied = (roleArn: string, why: string): Response => {
    const what = `sts:AssumeRoleWithWebIdentity on ${roleArn} was refused: ${why}`
    onProblem({ at: now(), kind: 'denied', where: 'sts', what })
    return awsError('sts', 403, 'AccessDenied', 'Not authorized to perform sts:AssumeRoleWithWebIdentity')
  }

  const assume = async ({ roleArn, session, token }: Asked): Promise<Response> => {
    const issuer = issuerOf(token)
    const provider = resources
      .ofType('AWS::IAM::OIDCProvider')
      .find(({ properties }) => String(properties.Url).replace(/\/$/, '') === issuer)
    if (!issuer || !provider)
      return awsError(
        'sts',
        400,
        'InvalidIdentityToken',
        'No OpenIDConnect provider found in your account for the token',
      )
    const clients = (provider.properties.ClientIdList as string[] | undefined) ?? []
    const claims = await tokens.verify(token, issuer, clients)
    const context = contextOf(issuer, claims)
    if (!policies.trustsWebIdentity(roleArn, provider.attributes.Arn!, context))
      return denied(roleArn, `its trust policy does not allow the subject ${String(claims.sub)}`)
    const expiration = new Date(now() + sessionMs).toISOString()
    return queryAnswer('sts', 'AssumeRoleWithWebIdentity', resultOf(roleArn, session, claims, expiration))
  }

  return async (request) => {
    const form = formOf(request)
    const asked = {
      roleArn: form.get('RoleArn') ?? '',
      session: form.get('RoleSessionName') ?? 'session',
      token: form.get('WebIdentityToken') ?? '',
    }
    try {
      return await assume(asked)
    } catch (error) {
      if (!(error instanceof TokenRefused)) throw error
      return awsError('sts', 400, 'InvalidIdentityToken', error.message)
    }
  }
}

const sessionMs = 3_600_000

/** The issuer that a token names; undefined when it is not a token. */
const issuerOf = (token: string): string | undefined => {
  try {
    return decodeJwt(token).iss?.replace(/\/$/, '')
  } catch {
    return undefined
  }
}

/**
 * The condition keys of a trust policy: the provider's name and the claim's (IAM User Guide, "Keys for AWS OIDC
 * federation").
 */
const contextOf = (issuer: string, claims: Record<string, unknown>): Record<string, string[]> =>
  Object.fromEntries(
    ['aud', 'sub'].map((claim) => [
      `${issuer.replace('https://', '')}:${claim}`.toLowerCase(),
      [claims[claim] ?? []].flat().map(String),
    ]),
  )

const resultOf = (
  roleArn: string,
  session: string,
  claims: Record<string, unknown>,
  expiration: string,
): string => {
  const [account, role] = [roleArn.split(':')[4], roleArn.split('/').at(-1)]
  const said = xmlText(session)
  const key = accessKeyOf(roleArn)
  return (
    `<SubjectFromWebIdentityToken>${xmlText(String(claims.sub))}</SubjectFromWebIdentityToken>` +
    `<AssumedRoleUser><Arn>arn:aws:sts::${account}:assumed-role/${role}/${said}</Arn>` +
    `<AssumedRoleId>AROALOCAL:${said}</AssumedRoleId></AssumedRoleUser>` +
    `<Credentials><AccessKeyId>${key}</AccessKeyId><SecretAccessKey>${secretOf(key)}</SecretAccessKey>` +
    `<SessionToken>${said}</SessionToken><Expiration>${expiration}</Expiration></Credentials>`
  )
}
