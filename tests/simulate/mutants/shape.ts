import type { Replacement, Scale } from '../world/scale.ts'
import type { ThemeName } from '../world/themes.ts'

/**
 * A mistake that somebody could make in the protocol: one text of a production file replaced by another, so that a
 * promise is broken in some schedule. However the text is broken into lines.
 */
export type Mutant = Replacement & {
  name: string
  /** Where one guard alone is no loss, since another stands behind it: that one falls, too. */
  also?: Replacement
  /** Where it shows soonest, and is looked for first: in stories that dwell on this, of this scale. */
  shows?: { dwell?: ThemeName; scale?: Scale }
}

export const replacementsFor = (mutant: Mutant | undefined): Replacement[] =>
  mutant ? [mutant, ...(mutant.also ? [mutant.also] : [])] : []
