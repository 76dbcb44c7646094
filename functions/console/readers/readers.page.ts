import { html } from '../../web/html.ts'
import type { Answerer } from '../visit.ts'

/** GET /admin/readers */
export const readersPage: Answerer = async ({ words }) => ({
  title: words.nav.readers,
  main: html`<h1>${words.nav.readers}</h1>`,
})
