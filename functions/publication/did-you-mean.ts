/**
 * What somebody will have meant, to be put behind a complaint.
 * @returns `; did you mean "sections"?`, or nothing where nothing is near
 */
export const didYouMean = (word: string, known: readonly string[]): string => {
  const near = nearestWord(word, known)
  return near === undefined ? '' : `; did you mean "${near}"?`
}

/** The known word that differs by the fewest slips of the pen, if these are at most a third of its letters. */
export const nearestWord = (word: string, known: readonly string[]): string | undefined => {
  if (word.length > 100) return undefined
  const wanted = word.toLowerCase()
  const [best] = known
    .map((one) => ({ one, slips: slipsBetween(wanted, one.toLowerCase()) }))
    .filter(({ one, slips }) => slips <= Math.max(1, Math.floor(one.length / 3)))
    .sort((a, b) => a.slips - b.slips)
  return best?.one
}

/** Letters changed, added, left out, or swapped with their neighbour (optimal string alignment distance). */
const slipsBetween = (a: string, b: string): number => {
  const rows = [Array.from({ length: b.length + 1 }, (_, at) => at)]
  for (let i = 1; i <= a.length; i++) {
    const row = [i]
    for (let j = 1; j <= b.length; j++) {
      const changed = rows[i - 1]![j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1)
      const isSwap = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]
      const swapped = isSwap ? rows[i - 2]![j - 2]! + 1 : changed
      row.push(Math.min(changed, swapped, rows[i - 1]![j]! + 1, row[j - 1]! + 1))
    }
    rows.push(row)
  }
  return rows[a.length]![b.length]!
}
