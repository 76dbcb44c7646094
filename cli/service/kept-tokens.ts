import { mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { homedir } from 'node:os'
import { dirname, join } from 'node:path'
import type { Terminal } from '../terminal/terminal-io.ts'

/** Tokens by the service's address: a token is never shown to another service than its own. */
type Logins = Record<string, { token: string; expiresAt: number }>

/** Where logins are kept, by the XDG Base Directory Specification or Windows' own place. */
export const loginsFile = ({ env }: Pick<Terminal, 'env'>): string =>
  join(
    env.XDG_CONFIG_HOME || env.APPDATA || join(env.HOME ?? homedir(), '.config'),
    'masthead',
    'logins.json',
  )

const read = async (io: Terminal): Promise<Logins> => {
  try {
    return JSON.parse(await readFile(loginsFile(io), 'utf8'))
  } catch {
    return {} // none yet, or spoilt: signing in again mends it
  }
}

/** The kept token for a service; undefined when there is none or it has expired. */
export const keptToken = async (io: Terminal, api: string): Promise<string | undefined> => {
  const login = (await read(io))[api]
  return login && login.expiresAt > io.now() ? login.token : undefined
}

/** Keeps a token, readable to its owner alone. @param expiresAt Unix ms */
export const keepToken = async (
  io: Terminal,
  api: string,
  token: string,
  expiresAt: number,
): Promise<void> => {
  const file = loginsFile(io)
  const logins = { ...(await read(io)), [api]: { token, expiresAt } }
  await mkdir(dirname(file), { recursive: true, mode: 0o700 })
  // Written to a new file and renamed, because the mode applies only to a file that is created.
  const draft = `${file}.${process.pid}`
  await writeFile(draft, JSON.stringify(logins, null, 2), { mode: 0o600 })
  await rename(draft, file)
}
