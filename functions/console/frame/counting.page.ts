import type * as z from 'zod'
import { type Html, html } from '../../web/html.ts'
import { textOf, type Visit } from '../visit.ts'

/**
 * A count of readers takes several calls of the API, each of which answers within its time. What is counted so far goes on in a
 * hidden field: it is shown to whoever sent it, and to nobody else. With script the next call follows by itself.
 */
export const countOn = (action: string, soFar: object, { words }: Pick<Visit, 'words'>): Html =>
  html`<form method="post" action="${action}" hx-post="${action}" hx-trigger="load, submit" hx-target="#count" hx-select="#count" hx-swap="outerHTML"><input type="hidden" name="so-far" value="${JSON.stringify(soFar)}"><p class="quietly" role="status">${words.counting.soFar}</p><button class="button second">${words.counting.on}</button></form>`

/** Begins a count. */
export const countNow = (action: string, label: string): Html =>
  html`<form method="post" action="${action}" hx-post="${action}" hx-target="#count" hx-select="#count" hx-swap="outerHTML" hx-disabled-elt="find button"><button class="button second">${label}</button></form>`

/** @returns what `countOn` sent; undefined at the beginning, and for what is none */
export const countedSoFar = <Shape extends z.ZodType>(
  fields: Visit['fields'],
  shape: Shape,
): z.infer<Shape> | undefined => {
  try {
    return shape.safeParse(JSON.parse(textOf(fields, 'so-far'))).data
  } catch {
    return undefined
  }
}
