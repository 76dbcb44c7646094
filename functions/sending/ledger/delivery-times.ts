/** As exactly as it is kept when a mail was delivered: by how many seconds. It shows how a send arrives, and no more of anybody. */
export const slotSeconds = 300

/** The slot of an instant, ISO 8601: its five minutes since 1970. Undefined for what is no time. */
export const slotOf = (timestamp: string | undefined): number | undefined => {
  const seconds = Date.parse(timestamp ?? '') / 1_000
  return seconds >= 0 ? Math.floor(seconds / slotSeconds) : undefined
}

/** When a slot begins, ISO 8601 in UTC. */
export const startOf = (slot: number): string => new Date(slot * slotSeconds * 1_000).toISOString()

/**
 * When a batch's recipients were reported to be delivered, as its row stores it: the earliest slot, a colon, and for each
 * recipient how many slots later, `.` = not known; equals in a row are counted: `3kbn0:0*312,.,3,0*184` has 312 recipients
 * of the earliest slot, then one of whom nothing is known. Nearly all of a batch are delivered within minutes, so it takes little room.
 */
const read = (times: string): (number | undefined)[] => {
  const [first = '', runs = ''] = times.split(':')
  return runs
    .split(',')
    .filter(Boolean)
    .flatMap((run) => {
      const [later = '', count = '1'] = run.split('*')
      const slot = later === '.' ? undefined : Number.parseInt(first, 36) + Number.parseInt(later, 36)
      return Array.from({ length: Number(count) }, () => slot)
    })
}

const write = (slots: readonly (number | undefined)[]): string => {
  const first = Math.min(...slots.filter((slot) => slot !== undefined))
  const runs: { later: string; count: number }[] = []
  for (const slot of slots) {
    const later = slot === undefined ? '.' : (slot - first).toString(36)
    const run = runs.at(-1)
    if (run?.later === later) run.count += 1
    else runs.push({ later, count: 1 })
  }
  return `${first.toString(36)}:${runs.map(({ later, count }) => (count > 1 ? `${later}*${count}` : later)).join(',')}`
}

/** Adds times to those known. Each recipient's earliest stands, in whatever order, and however often, the events come. */
export const mergeTimes = (
  times: string,
  reports: readonly { index: number; slot?: number | undefined }[],
): string => {
  const news = reports.filter(({ slot }) => slot !== undefined)
  if (news.length === 0) return times
  const known = read(times)
  for (const { index, slot } of news) {
    while (known.length <= index) known.push(undefined)
    known[index] = Math.min(known[index] ?? Infinity, slot!)
  }
  return write(known)
}

/** The slot in which a recipient's mail was delivered, if it is known. */
export const slotIn = (times: string, index: number): number | undefined => read(times)[index]

/** How many mails were delivered, by slot, of batches that say of each recipient whether their mail was. */
export const countTimes = (
  batches: readonly { times: string; isDelivered: (index: number) => boolean }[],
): Map<number, number> => {
  const counts = new Map<number, number>()
  for (const { times, isDelivered } of batches)
    for (const [index, slot] of read(times).entries())
      if (slot !== undefined && isDelivered(index)) counts.set(slot, (counts.get(slot) ?? 0) + 1)
  return counts
}

/** In how many slots each step of a chart may be: five minutes, an hour, six hours, a day. */
const steps = [1, 12, 72, 288]
/** Most steps of a chart, but for one of days. */
const mostSteps = 48

/** Counts by slot, as sums keep them: of steps as long as the whole lasts, each by the slot in which it begins. */
export type Deliveries = Record<string, number>

/**
 * Counts of what took long, by steps that are long: a chart of three days does not show minutes, and sums should stay small. The
 * whole lasts as long as any part of it, so parts that were put into steps are put into the same ones, or longer, with others.
 */
export const inSteps = (counts: ReadonlyMap<number, number>): Deliveries => {
  const step = stepOf([...counts.keys()])
  const sums = new Map<number, number>()
  for (const [slot, count] of counts) {
    const start = slot - (slot % step)
    sums.set(start, (sums.get(start) ?? 0) + count)
  }
  return Object.fromEntries([...sums].sort(([a], [b]) => a - b).map(([slot, count]) => [String(slot), count]))
}

const stepOf = (slots: readonly number[]): number => {
  const [first, last] = [Math.min(...slots), Math.max(...slots)]
  return steps.find((step) => Math.floor(last / step) - Math.floor(first / step) < mostSteps) ?? steps.at(-1)!
}

/** How many mails were delivered from then on, for as long as a step. */
export type DeliveredFrom = { from: string; delivered: number }

/** When a send's mails were delivered: the steps in which any was, in order. */
export type DeliveriesInSteps = { stepSeconds: number; steps: DeliveredFrom[] }

/** What parts of a send come to. Undefined while nothing is known. */
export const deliveriesOf = (parts: readonly Deliveries[]): DeliveriesInSteps | undefined => {
  const counts = new Map<number, number>()
  for (const part of parts)
    for (const [slot, count] of Object.entries(part))
      counts.set(Number(slot), (counts.get(Number(slot)) ?? 0) + count)
  if (counts.size === 0) return undefined
  return {
    stepSeconds: stepOf([...counts.keys()]) * slotSeconds,
    steps: Object.entries(inSteps(counts)).map(([slot, delivered]) => ({
      from: startOf(Number(slot)),
      delivered,
    })),
  }
}

/** By when a share of all that are known had been delivered: the end of that step, ISO 8601 in UTC. @param share up to 1 */
export const deliveredBy = ({ stepSeconds, steps }: DeliveriesInSteps, share: number): string => {
  const all = steps.reduce((sum, { delivered }) => sum + delivered, 0)
  let sum = 0
  const step = steps.find(({ delivered }) => {
    sum += delivered
    return sum >= share * all
  })
  return new Date(Date.parse((step ?? steps.at(-1)!).from) + stepSeconds * 1_000).toISOString()
}
