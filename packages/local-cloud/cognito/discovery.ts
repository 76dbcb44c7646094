/**
 * What Cognito says of a pool in its OpenID Connect discovery document. It names no `code_challenge_methods_supported`,
 * although it supports S256, and no client without a secret, although it takes those.
 * @param domain the address of the pool's domain; without one, the endpoints lead nowhere, as on AWS
 */
export const discoveryOf = (issuer: string, domain = issuer) => ({
  authorization_endpoint: `${domain}/oauth2/authorize`,
  end_session_endpoint: `${domain}/logout`,
  id_token_signing_alg_values_supported: ['RS256'],
  issuer,
  jwks_uri: `${issuer}/.well-known/jwks.json`,
  response_types_supported: ['code', 'token'],
  revocation_endpoint: `${domain}/oauth2/revoke`,
  scopes_supported: ['openid', 'email', 'phone', 'profile'],
  subject_types_supported: ['public'],
  token_endpoint: `${domain}/oauth2/token`,
  token_endpoint_auth_methods_supported: ['client_secret_basic', 'client_secret_post'],
  userinfo_endpoint: `${domain}/oauth2/userInfo`,
})
