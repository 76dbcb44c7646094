import { randomBytes } from 'node:crypto'
import type { Request } from '../../types.ts'
import { createForgetful } from '../forgetful.ts'

/** A browser that is signed in. */
export type Session = {
  pool: string
  /** The user's. */
  sub: string
  /** When the user gave their password, in seconds. */
  authTime: number
}

export const sessionCookie = 'cognito'

/** https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-managed-login.html */
const lifeSeconds = 3600

/** The signed-in browsers of this run. */
export const createSessions = (now: () => number) => {
  const open = createForgetful<Session>(lifeSeconds * 1000, now)
  return {
    /** @returns the cookie to set */
    begin: (session: Session): string => {
      const id = randomBytes(32).toString('base64url')
      open.add(id, session)
      return cookie(sessionCookie, id, lifeSeconds)
    },
    get: open.get,
    /** @returns the cookie to set */
    end: (id: string): string => {
      open.forget(id)
      return cookie(sessionCookie, '', 0)
    },
  }
}

export type Sessions = ReturnType<typeof createSessions>

/** @param seconds that the browser keeps it; undefined until it is closed */
export const cookie = (name: string, value: string, seconds?: number): string =>
  `${name}=${value}; Path=/; HttpOnly; SameSite=Lax${seconds === undefined ? '' : `; Max-Age=${seconds}`}`

/** A cookie of a request; empty without it. */
export const cookieIn = ({ headers }: Pick<Request, 'headers'>, name: string): string => {
  const all = (headers.cookie ?? '').split(';').map((pair) => pair.trim().split('='))
  return all.find(([key]) => key === name)?.[1] ?? ''
}
