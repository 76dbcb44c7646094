import { placeOf } from '../ledger/plan-step.ts'
import type { Send } from '../ledger/send.ts'

/** Where the next page of a send's recipients begins: in a run of people, after as many of them. */
export type Cursor = { place: string; offset: number }

/** The `next` of a page of recipients. */
export const cursorOf = ({ place, offset }: Cursor): string => `${place}.${offset}`

/** @returns the first place without a cursor; undefined for what is none, or one of another send */
export const readCursor = ({ series, frozen }: Send, text: string | undefined): Cursor | undefined => {
  if (text === undefined) return { place: '', offset: 0 }
  const [, place = '', offset] = /^([0-9a-f-]{8,32})\.(\d{1,5})$/.exec(text) ?? []
  const isPlace = series
    ? /^[0-9a-f]{32}$/.test(place)
    : /^\d{3}-\d{4}$/.test(place) && placeOf(place).range < (frozen?.ranges ?? 0)
  return isPlace ? { place, offset: Number(offset) } : undefined
}
