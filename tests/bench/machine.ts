import { availableParallelism, cpus, loadavg, totalmem } from 'node:os'

/** What figures were measured on. */
export type Machine = { processor: string; cores: number; memoryGB: number; node: string }

export const thisMachine = (): Machine => ({
  processor: cpus()[0]?.model ?? 'unknown',
  cores: availableParallelism(),
  memoryGB: Math.round(totalmem() / 2 ** 30),
  node: process.version,
})

/** Whether times of one may be compared with those of the other. */
export const isAlike = (one: Machine, other: Machine): boolean =>
  one.processor === other.processor && one.cores === other.cores && majorOf(one) === majorOf(other)

const majorOf = ({ node }: Machine) => node.split('.')[0]

/** @returns a line that says where and how busy this is */
export const machineLine = ({ processor, cores, memoryGB, node }: Machine): string =>
  `${cores} cores of ${processor}, ${memoryGB} GB, Node ${node}; load before: ${loadavg()[0]!.toFixed(1)}`
