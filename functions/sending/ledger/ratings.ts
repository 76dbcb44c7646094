/**
 * What a recipient says of a mail: whether it was worth reading. `at`: when they said so, Unix seconds by the database's
 * clock.
 */
export type Rating = { worth: boolean; at: number }

/**
 * Ratings of a batch's recipients as its row stores them: for each who has rated, in order, their index, `+` or `-`, and when:
 * `3+1790000000 17-1790000060`. Few rate, so those who do not take no room.
 */
const read = (ratings: string): Map<number, Rating> =>
  new Map(
    [...ratings.matchAll(/(\d+)([+-])(\d+)/g)].map(([, index, sign, at]) => [
      Number(index),
      { worth: sign === '+', at: Number(at) },
    ]),
  )

const write = (ratings: Map<number, Rating>): string =>
  [...ratings]
    .sort(([a], [b]) => a - b)
    .map(([index, { worth, at }]) => `${index}${worth ? '+' : '-'}${at}`)
    .join(' ')

/**
 * Adds what recipients say to what is known. Each recipient's last word counts, in whatever order, and however often, the
 * messages come; of two in one second, "no".
 */
export const mergeRatings = (
  ratings: string,
  reports: readonly { index: number; rating?: Rating | undefined }[],
): string => {
  const known = read(ratings)
  for (const { index, rating } of reports) {
    const before = known.get(index)
    if (rating && (!before || isAfter(rating, before))) known.set(index, rating)
  }
  return write(known)
}

const isAfter = (one: Rating, before: Rating): boolean =>
  one.at > before.at || (one.at === before.at && !one.worth && before.worth)

export const ratingOf = (ratings: string, index: number): Rating | undefined => read(ratings).get(index)

/** How many said so, and how many said no. */
export const countRatings = (all: readonly string[]): { worthReading: number; notWorthReading: number } => {
  const signs = all.join(' ')
  const count = (sign: string) => signs.split(sign).length - 1
  return { worthReading: count('+'), notWorthReading: count('-') }
}
