import type { Language } from '../../publication/language.ts'
import { wordsOf } from '../../publication/words.ts'
import { type Html, html } from '../../web/html.ts'
import { masked } from '../states/masked-address.ts'

/** One line of what a page lists: what it is called, and what it is. */
export type Row = { name: Html | string; answer: Html | string }

export const rowsOf = (rows: readonly Row[]): Html =>
  html`<dl>${rows.map(({ name, answer }) => html`<dt>${name}</dt><dd>${answer}</dd>\n`)}</dl>`

/** An address as it was typed, for the visitor who typed it. */
export const addressRow = (address: string, language: Language): Row => ({
  name: wordsOf(language).forms.subscribe.address,
  answer: html`<bdi dir="ltr">${address.split('@').map((part, at) => html`${at > 0 && html`<wbr>@`}${part}`)}</bdi>`,
})

/**
 * Which address a reader's own page is about. Masked: digests are forwarded with their links in them, and whoever gets
 * one must not learn the reader's address from it, while the reader still knows which of their own it is.
 * @param address undefined where no reader is known any more
 */
export const maskedAddress = (address: string | undefined, language: Language): Html =>
  html`${address !== undefined && rowsOf([maskedRow(address, language)])}`

export const maskedRow = (address: string, language: Language): Row => addressRow(masked(address), language)
