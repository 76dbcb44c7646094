import { readFileSync, writeFileSync } from 'node:fs'
import type { ThemeName } from '../world/themes.ts'

/** A schedule in which a mutant was found. */
export type Seen = { seed: number; dwell?: ThemeName }

const file = new URL('./seen-at.json', import.meta.url)

/** Where each mutant was found last, by name. */
export const readSeen = (): Record<string, Seen> => JSON.parse(readFileSync(file, 'utf8'))

/** Writes down where each was found, for the next hunts. */
export const noteSeen = (seen: Record<string, Seen>): void =>
  writeFileSync(file, `${JSON.stringify(seen, null, 2)}\n`)
