import { type Html, html } from '../../web/html.ts'

export type Fact = readonly [name: string, value: Html | string]

/** What is known of one thing, each under its name; `false`: that one is not. */
export const facts = (all: readonly (Fact | false | undefined)[]): Html =>
  html`<dl class="known">${all.map((one) => one && html`<dt>${one[0]}</dt><dd>${one[1]}</dd>`)}</dl>`

export type Figure = readonly [name: string, value: Html | string, note?: string | false | undefined]

/** Figures side by side, each with a note below where there is one. */
export const figures = (all: readonly (Figure | false | undefined)[]): Html =>
  html`<dl class="numbers">${all.map((one) => one && html`<div><dt>${one[0]}</dt><dd>${one[1]}${one[2] && html`<small>${one[2]}</small>`}</dd></div>`)}</dl>`

/** What has just been done, above a page. */
export const doneNotice = (text: Html | string | undefined): Html | false =>
  text !== undefined && html`<p class="notice" role="status">${text}</p>`
