import { createHash } from 'node:crypto'
import { type Html, html, raw } from '../../web/html.ts'
import { textOf, type Visited } from '../visit.ts'

/** The hidden field by which a form is known when it comes again. */
export const formKeyField = 'once'

/** A form that posts, as our own pages write it: what stands in attributes is escaped, so no `>` is within them. */
const postingForm = /<form\b[^>]*\bmethod="post"[^>]*>/g

/**
 * Gives each form of a page that posts a key of its own, so that a double press, or F5 on what it was answered with, asks for
 * the same act again and not for another.
 */
export const withFormKeys = (page: Html, newKey: () => string): Html =>
  raw(
    page.html.replace(
      postingForm,
      (form) => form + html`<input type="hidden" name="${formKeyField}" value="${newKey()}">`.html,
    ),
  )

/** @returns the key of the form that was sent; undefined where none came */
export const formKeyIn = (fields: Visited['fields']): string | undefined => {
  const key = textOf(fields, formKeyField)
  return /^[\w-]{16,64}$/.test(key) ? key : undefined
}

/**
 * The `Idempotency-Key` of a call that a form leads to. What is asked for goes into it: whoever comes back to a form and fills
 * it in otherwise asks for something else.
 */
export const callKeyOf = (formKey: string, route: string, id: string, body: unknown): string =>
  createHash('sha256')
    .update(JSON.stringify([formKey, route, id, body ?? null]))
    .digest('hex')
