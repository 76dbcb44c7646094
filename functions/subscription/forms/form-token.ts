import type { Links } from '../../runtime/signed-links.ts'

/** Proof that our own page showed the form recently. */
export type FormTokens = { issue(): string; isFresh(token: string | undefined): boolean }

/** A page may stay open for an evening. After that, the visitor presses the button once more. */
export const formHours = 12

/**
 * Tokens of the sign-up form: an HMAC over the purpose and the expiry, holding nothing about the visitor. A token is
 * not bound to an address, which a stranger could type, or to a network, which a phone changes on the way, and needs no
 * cookie. It therefore stops only clients that never saw our page: a form that another site's page submits by itself,
 * and programs that post blindly. A program that fetches a token can use it for hours; rate limits deal with those.
 * @param now Unix milliseconds
 */
export const createFormTokens = ({
  links,
  now,
}: {
  links: Pick<Links, 'sign' | 'verify'>
  now: () => number
}): FormTokens => ({
  issue: () => {
    const expires = Math.floor(now() / 1000) + formHours * 3600
    return links.sign({ purpose: 'form', subscriber: '', send: '', expires })
  },
  isFresh: (token = '') => links.verify(token, 'form', now()).outcome === 'valid',
})
