import type { CognitoIdentityProviderClient } from '@aws-sdk/client-cognito-identity-provider'
import { highestRole, type Role } from './role.ts'

/**
 * What the user pool says of people who are not calling themselves. Its client is loaded only for a program's key, and is one for
 * as long as the function lives.
 * @param pool the pool's id
 */
export const createAccounts = (pool: string, made?: CognitoIdentityProviderClient) => {
  let loaded = made && Promise.resolve(made)
  const load = async () => {
    const { CognitoIdentityProviderClient: Client } = await import(
      '@aws-sdk/client-cognito-identity-provider'
    )
    // The authorizer has eight seconds for all.
    return new Client({ maxAttempts: 2, requestHandler: { connectionTimeout: 1_000, requestTimeout: 2_000 } })
  }
  return {
    /**
     * @param person their `sub`, or their address
     * @returns their role now; undefined when they have none, or have no account any more, or it is disabled
     */
    roleOf: async (person: string): Promise<Role | undefined> => {
      const { AdminGetUserCommand, AdminListGroupsForUserCommand } = await import(
        '@aws-sdk/client-cognito-identity-provider'
      )
      loaded ??= load()
      const client = await loaded
      const whom = { UserPoolId: pool, Username: person }
      try {
        const [{ Enabled }, { Groups = [] }] = await Promise.all([
          client.send(new AdminGetUserCommand(whom)),
          client.send(new AdminListGroupsForUserCommand(whom)),
        ])
        return Enabled === false ? undefined : highestRole(Groups.map(({ GroupName }) => GroupName))
      } catch (error) {
        if ((error as Error).name === 'UserNotFoundException') return undefined
        throw error
      }
    },
  }
}
export type Accounts = ReturnType<typeof createAccounts>
