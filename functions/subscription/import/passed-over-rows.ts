/** Rows by reason, as runs: `{ duplicate: '3-5,9' }`. Holds no address, so it may outlive the readers. */
export type PassedOverRows = Record<string, string>

/** @param rows in their order */
export const packPassedOver = (rows: readonly { row: number; reason: string }[]): PassedOverRows => {
  const runs = new Map<string, [from: number, to: number][]>()
  for (const { row, reason } of rows) {
    const own = runs.get(reason) ?? []
    runs.set(reason, own)
    const last = own.at(-1)
    if (last?.[1] === row - 1) last[1] = row
    else own.push([row, row])
  }
  const written = ([from, to]: [number, number]) => (from === to ? `${from}` : `${from}-${to}`)
  return Object.fromEntries([...runs].map(([reason, own]) => [reason, own.map(written).join(',')]))
}

/** @returns the rows in their order */
export const unpackPassedOver = (runs: PassedOverRows): { row: number; reason: string }[] =>
  Object.entries(runs)
    .flatMap(([reason, text]) =>
      text.split(',').flatMap((run) => {
        const [from = 0, to = from] = run.split('-').map(Number)
        return Array.from({ length: to - from + 1 }, (_, at) => ({ row: from + at, reason }))
      }),
    )
    .sort((a, b) => a.row - b.row)
