import { type Keyring, readKeyring } from '../../runtime/read-keyring.ts'
import { madeOfSecret, type SecretOptions } from '../../runtime/secret.ts'
import { createLinks, type Links } from '../../runtime/signed-links.ts'
import type { HttpRequest, HttpResponse } from '../../web/form-http.ts'
import { tokenOf } from './form-request.ts'

type Answer = (request: HttpRequest) => Promise<HttpResponse>

/**
 * A form that signs and verifies links. It is created from the keyring at the first request, and again when a request
 * brings a token whose key is newer than the keyring that this sandbox read.
 * @param arn the secret that holds the keyring
 * @param make creates the form; it gets the links, and the keyring to derive other keyed names from
 * @returns the request handler; it throws when it needs the keyring and cannot read it
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
