import { jsonHandler } from '../runtime/json-http.ts'
import { log } from '../runtime/log.ts'
import { readSettings } from '../runtime/settings.ts'
import { createDeadLetterStore } from './dead-letters.store.ts'
import { createDeadLetters } from './dead-letters.ts'
import { createRouter, onError } from './router.ts'
import { environment, type RouteOf, routes } from './settings.ts'

const deadLetters = createDeadLetters({
  lost: readSettings('redrive', environment.redrive).DEAD_LETTERS,
  ...createDeadLetterStore(),
  onTrouble: (queue, error) => log.error('a dead letter stays', { queue, error: error as Error }),
  now: Date.now,
})

const answer = createRouter<RouteOf<'redrive'>>(routes.redrive, {
  'GET /api/dead-letters': () => deadLetters.list(),
  'POST /api/dead-letters': ({ fields }) => deadLetters.redrive(fields),
})

/** HTTP API `/api/dead-letters`: work that failed for good. */
export const handler = jsonHandler(answer, onError)
