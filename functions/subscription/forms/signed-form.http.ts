import { type Keyring, readKeyring } from '../../runtime/read-keyring.ts'
import { madeOfSecret, type SecretOptions } from '../../runtime/secret.ts'
import { createLinks, type Links } from '../../runtime/signed-links.ts'
import type { HttpRequest, HttpResponse } from '../../web/form-http.ts'
import { tokenOf } from './request.ts'

type Answer = (request: HttpRequest) => Promise<HttpResponse>

/**
 * A form that signs links and takes them. It is made of the keyring at the first request, and made anew when a request
 * brings a token whose key is newer than the keyring that this sandbox read.
 * @param arn of the secret that holds the keyring
 * @param make the form; it gets the links, and the keyring for what else only we should be able to work out
 * @returns the answer to a request; it throws when the keyring is needed and cannot be read
 */
export const signedForm = (
  arn: string,
  make: (links: Links, keyring: Keyring) => Answer,
  options?: SecretOptions,
): Answer => {
  const form = madeOfSecret(
    arn,
    (secret) => {
      const keyring = readKeyring(secret)
      const links = createLinks(keyring)
      return { links, answer: make(links, keyring) }
    },
    options,
  )
  return async (request) => {
    const token = tokenOf(request)
    const { answer } = await form(({ links }) => links.lacksKeyOf(token))
    return answer(request)
  }
}
