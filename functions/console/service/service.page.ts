import { html } from '../../web/html.ts'
import type { Answerer } from '../visit.ts'

/** GET /admin/service */
export const servicePage: Answerer = async ({ words }) => ({
  title: words.nav.service,
  main: html`<h1>${words.nav.service}</h1>`,
})
