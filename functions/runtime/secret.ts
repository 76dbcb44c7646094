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

/** A sandbox may live for hours: after this time it looks whether the secret is another by now. */
const keptMs = 3_600_000
/** How soon after one look for what was lacking another may follow: whoever makes up key ids causes no more calls. */
const lookAgainMs = 10_000

export type SecretOptions = {
  read?: (arn: string) => Promise<string>
  /** Unix milliseconds. */
  now?: () => number
}

/**
 * Something made of a secret: read at the first use, kept while the function's sandbox lives, and made anew when the
 * secret has changed, which is looked for each hour and when something is lacking.
 * @returns a function that gives what was made. `lacks` says whether the caller would need a newer secret than the
 * one that this was made of; then the secret is read again first, at most every 10 seconds.
 * It throws when the secret cannot be read at first, or not again although something is lacking; that is not kept, and
 * the next use asks again. Who lacks nothing is not disturbed when the secret store is away.
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
    // A clock may be set back; then it is as good as time that has passed.
    if (isLacking && Math.abs(now() - lookedAt) >= lookAgainMs) {
      lookedAt = now()
      await lookAgain()
    } else if (Math.abs(now() - readAt) >= keptMs) await lookAgain()
    if (failure && lacks(await made))
      throw new Error(`The secret ${arn} could not be read again`, { cause: failure })
    return made
  }
}
