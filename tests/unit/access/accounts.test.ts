import {
  AdminGetUserCommand,
  type AdminListGroupsForUserCommand,
  type CognitoIdentityProviderClient,
} from '@aws-sdk/client-cognito-identity-provider'
import { expect, test } from 'vitest'
import { createAccounts } from '../../../functions/access/accounts.store.ts'

type Command = AdminGetUserCommand | AdminListGroupsForUserCommand

/** A user pool that knows one person, or fails as it is told. */
const aPool = ({ enabled = true, groups = ['choir', 'sender'], fails = '' } = {}) => {
  const asked: unknown[] = []
  const client = {
    send: async (command: Command) => {
      asked.push(command.input)
      if (fails) throw Object.assign(new Error(fails), { name: fails })
      return command instanceof AdminGetUserCommand
        ? { Enabled: enabled }
        : { Groups: groups.map((GroupName) => ({ GroupName })) }
    },
  } as unknown as CognitoIdentityProviderClient
  return { asked, roleOf: createAccounts('pool-1', client).roleOf }
}

test('somebody has the highest role of their groups now', async () => {
  const { asked, roleOf } = aPool({ groups: ['viewer', 'sender'] })
  expect(await roleOf('sub-1')).toBe('sender')
  expect(asked).toEqual(Array(2).fill({ UserPoolId: 'pool-1', Username: 'sub-1' }))
})

test.each([
  ['is in no group of a role', { groups: ['choir'] }],
  ['is disabled', { enabled: false }],
  ['has no account any more', { fails: 'UserNotFoundException' }],
])('who %s has no role', async (_, pool) => {
  expect(await aPool(pool).roleOf('sub-1')).toBeUndefined()
})

test('a pool that does not answer says nothing of anybody', async () => {
  await expect(aPool({ fails: 'TooManyRequestsException' }).roleOf('sub-1')).rejects.toThrow('TooMany')
})
