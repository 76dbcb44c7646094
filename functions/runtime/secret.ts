import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager'

/**
 * Reads a secret's text.
 * @throws when the secret is missing or has no text
 */
export const readSecret = async (arn: string, client = new SecretsManagerClient({})): Promise<string> => {
  const { SecretString } = await client.send(new GetSecretValueCommand({ SecretId: arn }))
  if (!SecretString) throw new Error(`The secret ${arn} holds no text`)
  return SecretString
}

/** A sandbox may live for hours, so the secret is checked for changes this often. */
const keptMs = 3_600_000
/** Minimum time between two re-reads for a lacking key, so that made-up key ids cause no extra calls. */
const lookAgainMs = 10_000

export type SecretOptions = {
  read?: (arn: string) => Promise<string>
  /** Unix milliseconds. */
  now?: () => number
}

/**
 * Creates something from a secret. The secret is read at first use and cached while the sandbox lives; it is read again
 * every hour and when the caller lacks something, and the value is recreated if the secret has changed.
 * @returns a function that gives the value. `lacks` tells whether the caller needs a newer secret than the value was
 *   made of; if so, the secret is read again first, at most every 10 seconds. It throws when the first read fails, or
 *   when a re-read fails while something is lacking. Failures are not cached: the next use tries again. Callers that
 *   lack nothing keep working while the secret store is down.
 */
export const madeOfSecret = <Made>(
  arn: string,
  make: (secret: string) => Made,
  { read = readSecret, now = Date.now }: SecretOptions = {},
): ((lacks?: (made: Made) => boolean) => Promise<Made>) => {
  let made: Promise<Made> | undefined
  let secret: string | undefined
  let failure: unknown
  let readAt = 0
  let lookedAt = Number.NEGATIVE_INFINITY

  const first = () =>
    read(arn)
      .then((text) => {
        secret = text
        readAt = now()
        return make(text)
      })
      .catch((error) => {
        made = undefined
        throw error
      })
  const lookAgain = async () => {
    readAt = now()
    try {
      const text = await read(arn)
      if (text !== secret) made = Promise.resolve(make(text))
      secret = text
      failure = undefined
    } catch (error) {
      failure = error
    }
  }
  return async (lacks = () => false) => {
    made ??= first()
    const isLacking = lacks(await made)
    // If the clock was set back, treat it like time that has passed.
    if (isLacking && Math.abs(now() - lookedAt) >= lookAgainMs) {
      lookedAt = now()
      await lookAgain()
    } else if (Math.abs(now() - readAt) >= keptMs) await lookAgain()
    if (failure && lacks(await made))
      throw new Error(`The secret ${arn} could not be read again`, { cause: failure })
    return made
  }
}
