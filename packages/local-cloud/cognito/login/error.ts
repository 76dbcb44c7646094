import type { Endpoint } from './domain.ts'
import { errorPage } from './pages.ts'

/** GET /error: what a browser is shown that must not be sent on. */
export const showError: Endpoint = (_, { query }) =>
  errorPage(new URLSearchParams(query).get('error') ?? 'invalid_request')
