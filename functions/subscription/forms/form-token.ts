import type { Links } from '../../runtime/signed-links.ts'

/** Proves that a form was shown by our own page not long ago. */
export type FormTokens = { issue(): string; isFresh(token: string | undefined): boolean }

/** A page may lie open for an evening; whoever comes back later presses once more. */
export const formHours = 12

/**
 * The tokens of the sign-up form: an HMAC over its purpose and the time at which it ends, and nothing of the visitor.
 * It is not bound to an address, which a stranger types, nor to a network, which a phone changes on the way; nor is a
 * cookie needed. So it stops what never saw our page: a form that another site's page sends by itself, and programs
 * that post blindly. Who fetches a token can use it for hours: rate limits are for them.
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
