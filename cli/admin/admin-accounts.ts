import {
  AdminAddUserToGroupCommand,
  AdminCreateUserCommand,
  AdminDeleteUserCommand,
  AdminListGroupsForUserCommand,
  AdminRemoveUserFromGroupCommand,
  CognitoIdentityProviderClient,
  CognitoIdentityProviderServiceException,
  paginateListUsers,
  paginateListUsersInGroup,
  type UserType,
} from '@aws-sdk/client-cognito-identity-provider'
import { highestRole, type Role, roles } from '../../functions/access/role.ts'
import { Stop } from '../terminal/terminal-io.ts'

/** Where the accounts are: outputs of the stack. */
export type Pool = { pool: string; region: string }

/** `invited`: they have not chosen a password yet. */
export type Account = { address: string; role?: Role; state: 'invited' | 'active' | 'disabled' }

/**
 * The admins' accounts, by the AWS credentials of whoever runs the command.
 * @returns calls that throw Stop when there is no such pool or account, or AWS refuses
 */
export const adminAccounts = ({ pool: UserPoolId, region }: Pool) => {
  const client = new CognitoIdentityProviderClient({ region })
  const groupsOf = async (Username: string): Promise<string[]> => {
    const { Groups = [] } = await client.send(new AdminListGroupsForUserCommand({ UserPoolId, Username }))
    return Groups.flatMap(({ GroupName }) => GroupName ?? [])
  }
  /** The old role goes first: killed in between, somebody may do nothing, and not more than they should. */
  const setRole = async (Username: string, role: Role): Promise<void> => {
    for (const GroupName of await groupsOf(Username))
      if (GroupName !== role && isRole(GroupName))
        await client.send(new AdminRemoveUserFromGroupCommand({ UserPoolId, Username, GroupName }))
    await client.send(new AdminAddUserToGroupCommand({ UserPoolId, Username, GroupName: role }))
  }
  return {
    /** Cognito mails the first password, valid for three days. */
    invite: (address: string, role: Role) =>
      told(address, async () => {
        await client.send(
          new AdminCreateUserCommand({
            UserPoolId,
            Username: address,
            DesiredDeliveryMediums: ['EMAIL'],
            UserAttributes: [
              { Name: 'email', Value: address },
              { Name: 'email_verified', Value: 'true' },
            ],
          }),
        )
        await setRole(address, role)
      }),
    setRole: (address: string, role: Role) => told(address, () => setRole(address, role)),
    remove: (address: string) =>
      told(address, async () => {
        await client.send(new AdminDeleteUserCommand({ UserPoolId, Username: address }))
      }),
    /** By address. */
    list: () =>
      told('', async (): Promise<Account[]> => {
        const groups = new Map<string, Role[]>()
        for (const GroupName of roles)
          for await (const { Users = [] } of paginateListUsersInGroup({ client }, { UserPoolId, GroupName }))
            for (const { Username = '' } of Users)
              groups.set(Username, [...(groups.get(Username) ?? []), GroupName])
        const found: Account[] = []
        for await (const { Users = [] } of paginateListUsers({ client }, { UserPoolId }))
          found.push(...Users.map((user) => accountOf(user, groups.get(user.Username ?? '') ?? [])))
        return found.toSorted((a, b) => a.address.localeCompare(b.address))
      }),
  }
}

const isRole = (name: string): boolean => roles.some((role) => role === name)

const accountOf = (user: UserType, groups: readonly Role[]): Account => {
  const role = highestRole(groups)
  const state = user.Enabled === false ? 'disabled' : user.UserStatus === 'CONFIRMED' ? 'active' : 'invited'
  const address = user.Attributes?.find(({ Name }) => Name === 'email')?.Value ?? user.Username ?? ''
  return { address, ...(role && { role }), state }
}

/** Says in our words what AWS says of an account. */
const told = async <Result>(address: string, work: () => Promise<Result>): Promise<Result> => {
  try {
    return await work()
  } catch (cause) {
    const { name } = cause as Error
    const why = reasons(address)[name]
    if (why) throw new Stop(why, { cause })
    if (cause instanceof CognitoIdentityProviderServiceException && cause.$fault === 'client')
      throw new Stop(`AWS refused: ${cause.message}`, { cause })
    throw cause
  }
}

const reasons = (address: string): Record<string, string> => ({
  UsernameExistsException: `${address} has an account already: masthead admin list shows its role, masthead admin role changes it`,
  UserNotFoundException: `${address} has no account: make one by masthead admin invite ${address}`,
  ResourceNotFoundException:
    'There is no such user pool, or it has no groups of roles yet: compare --pool and --region with what the deployment printed, or deploy',
  CredentialsProviderError:
    'No AWS credentials are here: sign in to AWS as for a deployment, then try again (AWS_PROFILE chooses a profile)',
})
