import { randomBytes } from 'node:crypto'
import {
  AdminAddUserToGroupCommand,
  AdminCreateUserCommand,
  AdminSetUserPasswordCommand,
  CognitoIdentityProviderClient,
  UsernameExistsException,
} from '@aws-sdk/client-cognito-identity-provider'
import type { Cloud } from '#local-cloud'

/** Who signs in to the local console. The command's owner here has the same address. */
export const localOwner = 'editor@localhost'

/**
 * Lets somebody sign in to the local console, by a password of this start: what earlier ones printed may be anywhere.
 * @returns the password
 */
export const makeConsoleAccount = async ({
  addresses,
  credentials,
  region,
  outputs,
}: Cloud): Promise<string> => {
  const cognito = new CognitoIdentityProviderClient({ endpoint: addresses.aws, credentials, region })
  const user = { UserPoolId: outputs.UserPoolId!, Username: localOwner }
  const UserAttributes = [
    { Name: 'email', Value: localOwner },
    { Name: 'email_verified', Value: 'true' },
  ]
  try {
    await cognito.send(new AdminCreateUserCommand({ ...user, UserAttributes, MessageAction: 'SUPPRESS' }))
  } catch (error) {
    // By an earlier start.
    if (!(error instanceof UsernameExistsException)) throw error
  }
  const Password = `${randomBytes(9).toString('base64url')}-Aa1`
  await cognito.send(new AdminSetUserPasswordCommand({ ...user, Password, Permanent: true }))
  await cognito.send(new AdminAddUserToGroupCommand({ ...user, GroupName: 'owner' }))
  return Password
}
