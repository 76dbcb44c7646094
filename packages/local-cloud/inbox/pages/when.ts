const formats = {
  time: new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' }),
  day: new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short' }),
  year: new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', year: 'numeric' }),
  full: new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeStyle: 'long' }),
}

/** A short time for lists: the hour if today, the day if this year. In this machine's time zone, which is the viewer's. */
export const shortTime = (at: number, now: number): string => {
  const [then, today] = [new Date(at), new Date(now)]
  if (then.toDateString() === today.toDateString()) return formats.time.format(then)
  return (then.getFullYear() === today.getFullYear() ? formats.day : formats.year).format(then)
}

export const fullTime = (at: number): string => formats.full.format(new Date(at))

export const isoTime = (at: number): string => new Date(at).toISOString()

export const counted = (count: number): string => count.toLocaleString('en')

/** A number and what is counted: `2 mails`. */
export const plural = (count: number, one: string, many = `${one}s`): string =>
  `${counted(count)} ${count === 1 ? one : many}`
