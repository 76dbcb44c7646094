import type { Resource } from '../types.ts'

/** An app client of a user pool, as the template makes it. */
export type AppClient = {
  id: string
  /** Undefined for a public client. */
  secret: string | undefined
  /** Whether it may use the endpoints of the pool's domain at all. */
  usesOAuth: boolean
  /** `code`, `implicit`, `client_credentials` */
  flows: string[]
  scopes: string[]
  callbackUrls: string[]
  logoutUrls: string[]
  /** `COGNITO` for the pool's own users. */
  providers: string[]
  /** Whether the domain has pages in its style: Cognito's newer ones have none without a branding. */
  hasLoginPages: boolean
  /** Seconds that each token is good for. */
  validity: { access: number; id: number; refresh: number }
  canRevoke: boolean
  /** Seconds that a refresh token stays good once it was exchanged; undefined when it is never exchanged for another. */
  rotationGrace: number | undefined
}

type Properties = {
  AllowedOAuthFlowsUserPoolClient?: boolean
  AllowedOAuthFlows?: string[]
  AllowedOAuthScopes?: string[]
  CallbackURLs?: string[]
  LogoutURLs?: string[]
  SupportedIdentityProviders?: string[]
  AccessTokenValidity?: number
  IdTokenValidity?: number
  RefreshTokenValidity?: number
  TokenValidityUnits?: { AccessToken?: Unit; IdToken?: Unit; RefreshToken?: Unit }
  EnableTokenRevocation?: boolean
  RefreshTokenRotation?: { Feature: string; RetryGracePeriodSeconds?: number }
}

const seconds = { seconds: 1, minutes: 60, hours: 3600, days: 86_400 }
type Unit = keyof typeof seconds

/**
 * An app client by the properties of its resource. Defaults: CloudFormation Template Reference,
 * AWS::Cognito::UserPoolClient.
 */
export const appClientOf = (
  { physicalId, attributes, properties }: Pick<Resource, 'physicalId' | 'attributes' | 'properties'>,
  hasLoginPages = true,
): AppClient => {
  const it = properties as Properties
  const { RefreshTokenRotation: rotation, TokenValidityUnits: units = {} } = it
  return {
    id: physicalId,
    secret: attributes.ClientSecret,
    usesOAuth: it.AllowedOAuthFlowsUserPoolClient === true,
    flows: it.AllowedOAuthFlows ?? [],
    scopes: it.AllowedOAuthScopes ?? [],
    callbackUrls: it.CallbackURLs ?? [],
    logoutUrls: it.LogoutURLs ?? [],
    providers: it.SupportedIdentityProviders ?? [],
    hasLoginPages,
    validity: {
      access: (it.AccessTokenValidity ?? 1) * seconds[units.AccessToken ?? 'hours'],
      id: (it.IdTokenValidity ?? 1) * seconds[units.IdToken ?? 'hours'],
      refresh: (it.RefreshTokenValidity || 30) * seconds[units.RefreshToken ?? 'days'],
    },
    canRevoke: it.EnableTokenRevocation !== false,
    rotationGrace: rotation?.Feature === 'ENABLED' ? (rotation.RetryGracePeriodSeconds ?? 0) : undefined,
  }
}
