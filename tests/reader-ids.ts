import { createReaderIds } from '../functions/subscription/states/reader-id.ts'

/** A deployed service has a secret of its own. */
export const idSecret = 'a secret of tests that makes readers’ ids'
/** Ids of readers as tests make them. */
export const idOf = createReaderIds(idSecret)
