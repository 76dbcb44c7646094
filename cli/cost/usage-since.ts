import { addTo, type Usage } from '#local-cloud/bill/usage'

/** Usage between two readings. */
export const usageSince = (before: Usage, after: Usage): Usage =>
  Object.fromEntries(
    Object.entries(after).map(([caller, { calls, billed, runs }]) => {
      const was = before[caller]
      const rest = {
        calls: minus(calls, was?.calls),
        billed: minus(billed, was?.billed),
        ...(runs && {
          runs: {
            ...runs,
            invocations: runs.invocations - (was?.runs?.invocations ?? 0),
            cpuMs: runs.cpuMs - (was?.runs?.cpuMs ?? 0),
          },
        }),
      }
      return [caller, rest]
    }),
  )

const minus = <Counts extends Record<string, number>>(all: Counts, some: Partial<Counts> = {}): Counts => {
  const left = { ...all }
  const negative = Object.entries(some).map(([name, count]) => [name, -(count ?? 0)])
  addTo<string>(left, Object.fromEntries(negative))
  return left
}
