/**
 * Replaces the SDK's chain of credential providers in bundles. Lambda passes a role's credentials in the environment
 * (Lambda Developer Guide, "Defined runtime environment variables"); the chain's other links (profiles, SSO, login,
 * instance metadata) are a fifth of a form's code.
 */
export const defaultProvider = () => async () => ({
  accessKeyId: process.env.AWS_ACCESS_KEY_ID,
  secretAccessKey: process.env.AWS_SECRET_ACCESS_KEY,
  sessionToken: process.env.AWS_SESSION_TOKEN,
})
