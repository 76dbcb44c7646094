import {
  CognitoIdentityProviderClient,
  CognitoIdentityProviderServiceException,
  InitiateAuthCommand,
  type InitiateAuthCommandOutput,
  RespondToAuthChallengeCommand,
} from '@aws-sdk/client-cognito-identity-provider'

export type SignIn = {
  region: string
  /** Id of the user pool's client. */
  client: string
  email: string
  password: string
  /** Asked when the account still has the password that it was made with. */
  newPassword: () => Promise<string>
}

export type SignedIn =
  | { outcome: 'signed-in'; token: string; seconds: number }
  | { outcome: 'refused'; reason: string }

/** Signs in at Cognito by password (Cognito API Reference, InitiateAuth with USER_PASSWORD_AUTH). */
export const signIn = async ({ region, client, email, password, newPassword }: SignIn): Promise<SignedIn> => {
  const cognito = new CognitoIdentityProviderClient({ region })
  const AuthParameters = { USERNAME: email, PASSWORD: password }
  try {
    const first = await cognito.send(
      new InitiateAuthCommand({ AuthFlow: 'USER_PASSWORD_AUTH', ClientId: client, AuthParameters }),
    )
    if (first.ChallengeName !== 'NEW_PASSWORD_REQUIRED') return outcomeOf(first)
    const answers = {
      USERNAME: first.ChallengeParameters?.USER_ID_FOR_SRP ?? email,
      NEW_PASSWORD: await newPassword(),
    }
    return outcomeOf(
      await cognito.send(
        new RespondToAuthChallengeCommand({
          ClientId: client,
          ChallengeName: 'NEW_PASSWORD_REQUIRED',
          Session: first.Session,
          ChallengeResponses: answers,
        }),
      ),
    )
  } catch (error) {
    // What Cognito answers is for the person who signs in: a wrong password, a weak new one, too many attempts.
    if (error instanceof CognitoIdentityProviderServiceException && error.$fault === 'client')
      return { outcome: 'refused', reason: error.message }
    throw error
  }
}

const outcomeOf = ({ AuthenticationResult, ChallengeName }: Partial<InitiateAuthCommandOutput>): SignedIn => {
  const { AccessToken: token, ExpiresIn: seconds = 3_600 } = AuthenticationResult ?? {}
  if (token) return { outcome: 'signed-in', token, seconds }
  return {
    outcome: 'refused',
    reason: `The account asks for ${ChallengeName}, which the command line cannot answer`,
  }
}
