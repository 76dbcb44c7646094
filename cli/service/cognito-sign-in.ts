import {
  CognitoIdentityProviderClient,
  CognitoIdentityProviderServiceException,
  InitiateAuthCommand,
  type InitiateAuthCommandOutput,
  RespondToAuthChallengeCommand,
} from '@aws-sdk/client-cognito-identity-provider'

/** What Cognito may ask for besides the password, and the name under which it expects the answer. */
const challenges = { NEW_PASSWORD_REQUIRED: 'NEW_PASSWORD', SOFTWARE_TOKEN_MFA: 'SOFTWARE_TOKEN_MFA_CODE' }
type Challenge = keyof typeof challenges

export type SignIn = {
  region: string
  /** Id of the user pool's client. */
  client: string
  email: string
  password: string
  /** Asks the person for a new password, if the account still has its first one, or for an authenticator's code. */
  ask: (challenge: Challenge) => Promise<string>
}

export type SignedIn =
  | { outcome: 'signed-in'; token: string; seconds: number }
  | { outcome: 'refused'; reason: string }

/**
 * Signs in at Cognito by password (Cognito API Reference, InitiateAuth with USER_PASSWORD_AUTH, and
 * RespondToAuthChallenge).
 */
export const signIn = async ({ region, client, email, password, ask }: SignIn): Promise<SignedIn> => {
  const cognito = new CognitoIdentityProviderClient({ region })
  const AuthParameters = { USERNAME: email, PASSWORD: password }
  const respond = async ({ ChallengeName, ChallengeParameters, Session }: Step) => {
    const ChallengeResponses = {
      USERNAME: ChallengeParameters?.USER_ID_FOR_SRP ?? email,
      [challenges[ChallengeName as Challenge]]: await ask(ChallengeName as Challenge),
    }
    const answer = { ClientId: client, ChallengeName, Session, ChallengeResponses }
    return cognito.send(new RespondToAuthChallengeCommand(answer))
  }
  try {
    let step: Step = await cognito.send(
      new InitiateAuthCommand({ AuthFlow: 'USER_PASSWORD_AUTH', ClientId: client, AuthParameters }),
    )
    while ((step.ChallengeName ?? '') in challenges) step = await respond(step)
    return outcomeOf(step)
  } catch (error) {
    // Cognito's answer is for the person who signs in: a wrong password, a weak new one, too many attempts.
    if (error instanceof CognitoIdentityProviderServiceException && error.$fault === 'client')
      return { outcome: 'refused', reason: error.message }
    throw error
  }
}

type Step = Pick<
  InitiateAuthCommandOutput,
  'ChallengeName' | 'ChallengeParameters' | 'Session' | 'AuthenticationResult'
>

const outcomeOf = ({ AuthenticationResult, ChallengeName }: Step): SignedIn => {
  // Not the access token: the ID token has the editor's address, and cannot be used to change their account.
  const { IdToken: token, ExpiresIn: seconds = 3_600 } = AuthenticationResult ?? {}
  if (token) return { outcome: 'signed-in', token, seconds }
  return {
    outcome: 'refused',
    reason: `The account asks for ${ChallengeName}, which the command cannot answer`,
  }
}
