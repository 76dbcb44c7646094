import type { Replacement, Scale } from '../world/scale.ts'
import type { ThemeName } from '../world/themes.ts'

/**
 * A mistake that somebody could make in the protocol: a text of a production file is replaced by another, so that some
 * schedule breaks a promise. Line breaks in the text do not matter.
 */
export type Mutant = Replacement & {
  name: string
  /** A second replacement, where one guard can be lost because another one backs it up. */
  also?: Replacement
  /** The theme and scale in which it shows soonest, where it is searched for first. */
  shows?: { dwell?: ThemeName; scale?: Scale }
}

export const replacementsFor = (mutant: Mutant | undefined): Replacement[] =>
  mutant ? [mutant, ...(mutant.also ? [mutant.also] : [])] : []
