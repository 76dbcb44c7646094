import type { Replacement } from '../world/scale.ts'

/**
 * A mistake that somebody could make in the protocol: one text of a production file replaced by another, so that a
 * promise is broken in some schedule. However the text is broken into lines.
 */
export type Mutant = Replacement & { name: string }
