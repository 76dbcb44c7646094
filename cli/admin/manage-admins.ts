import type { Role } from '../../functions/access/role.ts'
import { table } from '../terminal/format.ts'
import type { TerminalIo } from '../terminal/terminal-io.ts'
import { adminAccounts, type Pool } from './admin-accounts.ts'

/** Makes an account with a role. */
export const inviteAdmin = async (
  io: TerminalIo,
  address: string,
  { role, ...pool }: Pool & { role: Role },
): Promise<number> => {
  await adminAccounts(pool).invite(address, role)
  io.answer({ address, role })
  io.print(`${address} is invited as ${role}: Cognito mails a first password, valid for three days`)
  return 0
}

/** Lists the accounts with their roles. */
export const listAdmins = async (io: TerminalIo, pool: Pool): Promise<number> => {
  const admins = await adminAccounts(pool).list()
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
  pool: Pool,
): Promise<number> => {
  await adminAccounts(pool).setRole(address, role)
  io.answer({ address, role })
  io.print(`${address} is ${role} from the next sign-in on, in an hour at the latest`)
  return 0
}

/** Deletes an account. */
export const removeAdmin = async (io: TerminalIo, address: string, pool: Pool): Promise<number> => {
  await adminAccounts(pool).remove(address)
  io.answer({ address })
  io.print(`${address} has no account any more; who is signed in now stays so for an hour at most`)
  return 0
}
