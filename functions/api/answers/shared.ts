import * as z from 'zod'

/** A time in answers. */
export const instant = (description: string) =>
  z.string().meta({ description: `${description} ISO 8601, in UTC.`, examples: ['2031-05-06T07:00:00.000Z'] })

/** Beside all times that a person may look at. */
export const timeZone = z
  .string()
  .meta({ description: 'The publication’s time zone, in which to show times.', examples: ['Europe/Dublin'] })

/** Where the next page begins. */
export const next = z
  .string()
  .meta({ description: 'Where the next page begins: give it as “after”. Absent on the last page.' })

/** How many, by name. */
export const counts = z.record(z.string(), z.number())
