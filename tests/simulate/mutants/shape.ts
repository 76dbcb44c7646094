import type { Replacement } from '../world/scale.ts'

/**
 * A mistake that somebody could make in the protocol: one text of a production file replaced by another, so that a
 * promise is broken in some schedule. However the text is broken into lines.
 */
export type Mutant = Replacement & {
  name: string
  /** Where one guard alone is no loss, since another stands behind it: that one falls, too. */
  also?: Replacement
}

export const replacementsFor = (mutant: Mutant | undefined): Replacement[] =>
  mutant ? [mutant, ...(mutant.also ? [mutant.also] : [])] : []
