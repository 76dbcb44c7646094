import { createReaderIds } from '../functions/subscription/subscriber.ts'

/** Ids of readers as tests make them; a deployed service has a secret of its own. */
export const idOf = createReaderIds('a secret of tests that makes readers’ ids')
