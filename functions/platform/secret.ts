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

/**
 * Something made of a secret: read at the first use, then kept, as long as the function's sandbox lives.
 * A reading that fails is not kept, so that the next use asks again.
 */
export const madeOfSecret = <Made>(
  arn: string,
  make: (secret: string) => Made,
  read: (arn: string) => Promise<string> = readSecret,
): (() => Promise<Made>) => {
  let made: Promise<Made> | undefined
  return () => {
    made ??= read(arn)
      .then(make)
      .catch((error) => {
        made = undefined
        throw error
      })
    return made
  }
}
