import { type Html, html } from '../../web/html.ts'

export type Tab = { path: string; name: string }

/** The pages of one part of the console. @param current the path of the one that is shown, or above it @param isBelow what is shown is below it */
export const tabs = (label: string, all: readonly Tab[], current: string, isBelow = false): Html =>
  html`<nav class="tabs" aria-label="${label}"><ul>${all.map(
    ({ path, name }) =>
      html`<li><a href="${path}"${path === current && html` aria-current="${isBelow ? 'true' : 'page'}"`}>${name}</a></li>`,
  )}</ul></nav>`
