import * as z from 'zod'

const isOfCalendar = (time: string): boolean =>
  !Number.isNaN(Date.parse(`${time}Z`)) && new Date(`${time}Z`).toISOString().startsWith(time)
const noTime = { message: 'is not a valid date or time' }
/** Local time in the publication’s time zone, to the minute or second. */
export const localTime = z
  .string()
  .regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d)?$/, {
    error: 'is not a local time such as 2023-04-10T09:00:00',
    abort: true,
  })
  .transform((time) => (time.length === 16 ? `${time}:00` : time))
  .refine(isOfCalendar, noTime)
  .meta({ title: 'local time' })
export const day = z
  .string()
  .regex(/^\d{4}-\d\d-\d\d$/, { error: 'is not a day such as 2023-04-10', abort: true })
  .refine((text) => isOfCalendar(`${text}T00:00:00`), noTime)
  .meta({ title: 'day' })
