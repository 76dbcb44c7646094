import { readFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { Stop, type TerminalIo } from '../terminal/terminal-io.ts'
import { keptToken } from './kept-tokens.ts'

/** A running Masthead: the origin of its API, and the token to show it. */
export type Service = {
  api: string
  token: string
  /** The token is the local service's own, which nobody signs in for. */
  isLocal?: boolean
  /** Where a local service's site is; another's is where its publication says. */
  site?: string
}

/** The file in which a local service says how to reach it. */
export const localFile = join('.local', 'service.json')

/**
 * Finds the service that is meant: `--api`, else MASTHEAD_API, else a local one in the working directory or above it.
 * @returns it without a slash at its end
 */
export const findApi = async (io: TerminalIo, option?: string): Promise<string> => {
  const api = option ?? io.env.MASTHEAD_API ?? (await localService(io.cwd))?.api
  if (!api)
    throw new Stop(
      'No service is known: start a local one with `npm start`, or name one by --api or MASTHEAD_API',
    )
  if (!URL.canParse(api)) throw new Stop(`${api} is no address of a service: write https://…`)
  const { protocol, href } = new URL(api)
  // A token must not cross a network in the clear.
  if (protocol !== 'https:' && !isLoopback(api)) throw new Stop(`${api} is not encrypted: use https://`)
  return href.replace(/\/+$/, '')
}

/** Whether an address is this machine's. */
export const isLoopback = (api: string): boolean =>
  ['localhost', '127.0.0.1', '[::1]'].includes(new URL(api).hostname)

/** Finds the service and the token for it: MASTHEAD_TOKEN, else MASTHEAD_API_KEY, else the local service's own, else a kept login. */
export const findService = async (io: TerminalIo, option?: string): Promise<Service> => {
  const api = await findApi(io, option)
  const local = await localService(io.cwd)
  const isLocal = local?.api.replace(/\/+$/, '') === api
  const said = io.env.MASTHEAD_TOKEN || io.env.MASTHEAD_API_KEY
  if (isLocal && !said) return { ...local, api, isLocal }
  const token = said || (await keptToken(io, api))
  if (!token)
    throw new Stop(
      `Nobody is signed in at ${api}: ${isLoopback(api) ? 'start the service from here with `npm start`, or ' : ''}run \`masthead login --api ${api}\``,
    )
  return { api, token }
}

const localService = async (folder: string): Promise<Service | undefined> => {
  try {
    return JSON.parse(await readFile(join(folder, localFile), 'utf8'))
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT')
      throw new Stop(`${join(folder, localFile)} cannot be read: start the local service again`, {
        cause: error,
      })
    const above = dirname(folder)
    return above === folder ? undefined : localService(above)
  }
}
