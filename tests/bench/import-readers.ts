import { join } from 'node:path'
import type { AttributeValue } from '@aws-sdk/client-dynamodb'
import { marshall } from '@aws-sdk/util-dynamodb'
import { importWorld } from '../unit/subscription/import/import-world.ts'
import type { Benchmark } from './figures.ts'
import { exportName, exportOf, writeExport } from './made-up-export.ts'
import { runApart } from './run-apart.ts'
import { inTemporaryFolder } from './temporary.ts'

type Judged = { rows: number; taken: number; cpuSeconds: number; seconds: number; peakMegabytes: number }

/** What it takes to judge a list of readers, and to import it over tables in memory. */
export const benchReaders: Benchmark = async (found, { say, scale }) => {
  const rows = Math.round(1_000_000 * scale)
  const what = `readers: ${rows.toLocaleString('en')} rows`
  say(`Judging ${rows.toLocaleString('en')} rows`)
  const judged = await judgeApart(rows)
  if (judged.taken !== rows) throw new Error(`Of ${rows} rows ${judged.taken} were taken`)
  found({
    what: `${what}, parsed and judged, CPU`,
    value: (judged.cpuSeconds * 1000) / rows,
    unit: 'ms/row',
    budget: 0.1,
  })
  found({ what: `${what}, parsed and judged`, value: rows / judged.seconds, unit: 'rows/s' })
  found({ what: `${what}, most memory`, value: judged.peakMegabytes, unit: 'MB', budget: 200 })
  await benchImport(found, { say, scale })
}

const judgeApart = (rows: number): Promise<Judged> =>
  inTemporaryFolder(async (dir) => {
    const file = join(dir, exportName)
    await writeExport(rows, file)
    return runApart('tests/bench/judge-export-rows.ts', [file])
  })

const benchImport: Benchmark = async (found, { say, scale }) => {
  const rows = Math.round(20_000 * scale)
  const what = `readers: ${rows.toLocaleString('en')} rows imported`
  say(`Importing ${rows.toLocaleString('en')} rows`)
  const world = importWorld()
  const units = countUnits(world)
  const file = [...exportOf(rows)].join('')
  world.ask('bench', file, { file: { name: exportName, size: Buffer.byteLength(file) } })
  const before = process.cpuUsage()
  await world.run('bench', 20)
  const { user, system } = process.cpuUsage(before)
  if (world.readers.size !== rows) throw new Error(`Of ${rows} rows ${world.readers.size} were imported`)
  found({ what: `${what}, DynamoDB, writes`, value: units() / rows, unit: 'units/row', budget: 1.1 })
  found({
    what: `${what}, CPU but for calls`,
    value: (user + system) / 1000 / rows,
    unit: 'ms/row',
  })
}

/** Counts what each write is charged for (DynamoDB Developer Guide, "Capacity unit consumption for write operations"). */
const countUnits = ({
  subscribers,
  leftInboxes,
  imports,
}: ReturnType<typeof importWorld>): (() => number) => {
  let units = 0
  const charge = (item: object) => {
    units += Math.ceil(sizeOf({ M: marshall(item, { removeUndefinedValues: true }) }) / 1024)
  }
  const { replace } = subscribers
  subscribers.replace = (before, after) => {
    charge({ shard: after.id.slice(0, 2), ...after })
    return replace(before, after)
  }
  const { note } = leftInboxes
  leftInboxes.note = (inbox) => {
    charge({ shard: 'left', id: inbox })
    return note(inbox)
  }
  const { replace: replaceRecord, putRows } = imports
  imports.replace = (before, after) => {
    charge({ kind: 'import', ...after })
    return replaceRecord(before, after)
  }
  imports.putRows = (id, from, runs) => {
    charge({ kind: id, id: from, runs })
    return putRows(id, from, runs)
  }
  return () => units
}

/** Bytes of a value (DynamoDB Developer Guide, "DynamoDB item sizes and formats"), a few more where it says "approximately". */
const sizeOf = ({ S, N, L, M }: AttributeValue): number => {
  if (S !== undefined) return Buffer.byteLength(S)
  if (N !== undefined) return N.length / 2 + 2
  if (L) return 3 + L.reduce((sum, one) => sum + 1 + sizeOf(one), 0)
  if (M)
    return (
      3 + Object.entries(M).reduce((sum, [name, one]) => sum + 1 + Buffer.byteLength(name) + sizeOf(one), 0)
    )
  return 1
}
