import { randomBytes } from 'node:crypto'

/** AuthSessionValidity's default. */
const lifeMs = 3 * 60_000

/** The sign-ins of this run that wait for a new password. */
export const createChallenges = (now: () => number) => {
  const open = new Map<string, { sub: string; until: number }>()
  return {
    issue: (sub: string): string => {
      for (const [id, { until }] of open) if (until <= now()) open.delete(id)
      const id = randomBytes(32).toString('base64url')
      open.set(id, { sub, until: now() + lifeMs })
      return id
    },
    subOf: (id: string): string | undefined => {
      const found = open.get(id)
      return found && found.until > now() ? found.sub : undefined
    },
    end: (id: string): void => void open.delete(id),
  }
}

export type Challenges = ReturnType<typeof createChallenges>
