import type { Role } from '../../functions/access/role.ts'
import { deployedOutput, regionOfPool } from '../deploy/outputs.ts'
import { table } from '../terminal/format.ts'
import type { TerminalIo } from '../terminal/terminal-io.ts'
import { adminAccounts } from './admin-accounts.ts'

/** As options say; by default that of the deployment that was made from here. */
export type PoolOptions = { pool?: string; region?: string }

const accountsOf = async (io: TerminalIo, { pool: said, region }: PoolOptions) => {
  const pool = said ?? (await deployedOutput(io, 'UserPoolId', '--pool'))
  return adminAccounts({ pool, region: region ?? regionOfPool(pool) })
}

/** Makes an account with a role. */
export const inviteAdmin = async (
  io: TerminalIo,
  address: string,
  { role, ...options }: PoolOptions & { role: Role },
): Promise<number> => {
  await (await accountsOf(io, options)).invite(address, role)
  io.answer({ address, role })
  io.print(`${address} is invited as ${role}: Cognito mails a first password, valid for three days`)
  return 0
}

/** Lists the accounts with their roles. */
export const listAdmins = async (io: TerminalIo, options: PoolOptions): Promise<number> => {
  const admins = await (await accountsOf(io, options)).list()
  io.answer({ admins })
  const rows = admins.map(({ address, role = 'no role', state }) => [address, role, state])
  for (const line of table(rows)) io.print(line)
  if (rows.length === 0) io.print('Nobody has an account: make one by masthead admin invite')
  return 0
}

/** Gives an account another role instead of the one that it has. */
export const changeRole = async (
  io: TerminalIo,
  address: string,
  role: Role,
  options: PoolOptions,
): Promise<number> => {
  await (await accountsOf(io, options)).setRole(address, role)
  io.answer({ address, role })
  io.print(`${address} is ${role} from the next sign-in on, in an hour at the latest`)
  return 0
}

/** Deletes an account. */
export const removeAdmin = async (io: TerminalIo, address: string, options: PoolOptions): Promise<number> => {
  await (await accountsOf(io, options)).remove(address)
  io.answer({ address })
  io.print(
    `${address} has no account any more; who is signed in now stays so for an hour at most, and the keys that they made end within a minute`,
  )
  return 0
}
