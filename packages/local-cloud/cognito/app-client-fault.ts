/** RFC 8252 §7.3 and §8.3: the addresses by which an app on the user's own machine is called back. */
const ownMachine = ['localhost', '127.0.0.1', '[::1]']

/**
 * Why Cognito does not take an app client with these properties
 * (https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_CreateUserPoolClient.html).
 */
export const appClientFault = (properties: Record<string, unknown>): string | undefined => {
  const listOf = (name: string) => (properties[name] ?? []) as string[]
  if (properties.AllowedOAuthFlowsUserPoolClient !== true) return undefined
  const flows = listOf('AllowedOAuthFlows')
  if (flows.length === 0 || listOf('AllowedOAuthScopes').length === 0)
    return 'AllowedOAuthFlows and AllowedOAuthScopes are required if user pool client is allowed to use OAuth flows.'
  if (flows.includes('client_credentials')) return 'only the grant by authorization code is known here.'
  const bad = [...listOf('CallbackURLs'), ...listOf('LogoutURLs')].find((url) => !isAllowed(url))
  return bad && `${bad} is not an address to come back to: https without a fragment, or http on localhost.`
}

const isAllowed = (text: string) => {
  const url = URL.parse(text)
  if (!url || text.includes('#')) return false
  return url.protocol !== 'http:' || ownMachine.includes(url.hostname)
}
