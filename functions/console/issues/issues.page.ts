import { html } from '../../web/html.ts'
import type { Answerer } from '../visit.ts'

/** GET /admin/issues */
export const issuesPage: Answerer = async ({ words }) => ({
  title: words.nav.issues,
  main: html`<h1>${words.nav.issues}</h1>`,
})
