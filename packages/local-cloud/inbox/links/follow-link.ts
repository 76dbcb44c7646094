import { type Answered, type ask, NotAsked } from './fetch-link.ts'
import { isWeb } from './links-in.ts'

/** The result of checking a link. */
export type Tried = {
  outcome: 'works' | 'moved' | 'broken' | 'unreachable' | 'not-asked'
  /** The result in words, on one line. */
  what: string
}

export type FollowDeps = {
  ask: typeof ask
  /** Origins of the local service, e.g. `http://127.0.0.1:4000`. */
  ownOrigins: readonly string[]
}

const mostHops = 5
/** Statuses with which some servers refuse HEAD or suspected robots. */
const headRefused = [400, 403, 404, 405, 501]

/**
 * Follows a link and its redirects. A redirect from another host is never followed to this machine or its network, not
 * even to the local service: there, only addresses in the mail itself are asked.
 */
export const followLink = async (
  link: string,
  { ask, ownOrigins }: FollowDeps,
  signal: AbortSignal,
): Promise<Tried> => {
  let url = new URL(link)
  let mayBeOwn = true
  try {
    for (let hop = 0; hop <= mostHops; hop++) {
      signal.throwIfAborted()
      if (url.username || url.password) return notAsked('It holds a name and a password')
      mayBeOwn &&= ownOrigins.includes(url.origin)
      let answer: Answered = await ask(url, 'HEAD', mayBeOwn, signal)
      if (headRefused.includes(answer.status)) answer = await ask(url, 'GET', mayBeOwn, signal)
      const { status, location } = answer
      if (status < 300 || status >= 400 || location === undefined) return endOf(status, url, link)
      const next = URL.canParse(location, url.href) ? new URL(location, url) : undefined
      if (!next || !isWeb(next.href))
        return { outcome: 'broken', what: `${status}, to no address of the web` }
      url = next
    }
    return { outcome: 'broken', what: `More than ${mostHops} redirects` }
  } catch (error) {
    return troubleOf(error as NodeJS.ErrnoException, signal)
  }
}

const notAsked = (why: string): Tried => ({ outcome: 'not-asked', what: `${why}: not asked` })

const endOf = (status: number, url: URL, link: string): Tried => {
  if (status >= 400 || status < 200) return { outcome: 'broken', what: String(status) }
  if (url.href === new URL(link).href) return { outcome: 'works', what: String(status) }
  return { outcome: 'moved', what: `${status}, by a redirect to ${url.href}` }
}

const names: Record<string, string> = {
  ENOTFOUND: 'There is no such host',
  ECONNREFUSED: 'Nothing listens there',
  ECONNRESET: 'The connection was cut',
  ENETUNREACH: 'No network leads there',
  EAI_AGAIN: 'No name server answers',
  CERT_HAS_EXPIRED: 'Its certificate has expired',
  ERR_TLS_CERT_ALTNAME_INVALID: 'Its certificate is for another host',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'Its certificate is nobody’s',
}

const troubleOf = (error: NodeJS.ErrnoException, signal: AbortSignal): Tried => {
  if (error instanceof NotAsked) return notAsked(error.message)
  if (signal.aborted) return { outcome: 'unreachable', what: 'No answer in time' }
  return { outcome: 'unreachable', what: names[error.code ?? ''] ?? error.code ?? error.message }
}
