import { InvalidArgumentError, Option } from 'commander'
import type { SesPlan } from '#local-cloud/bill/prices'
import type { Declare } from '../shared-options.ts'
import type { TerminalIo } from '../terminal/terminal-io.ts'

export type CostOptions = {
  subscribers: number
  issues: number
  rate: number
  ses: SesPlan
  readers: number
}

export const declare: Declare = (program, io, finish) =>
  program
    .command('cost')
    .summary('say what a year costs on AWS')
    .description('say what a year costs on AWS, by a run that is measured here')
    .requiredOption('--subscribers <n>', 'readers, all year', count)
    .requiredOption('--issues <n>', 'sent to all of them in a year', count)
    .option('--rate <n>', 'messages a second that SES lets the account send', positive, 500)
    .addOption(
      new Option('--ses <plan>', 'essentials, which new accounts pay, or a-la-carte')
        .choices(['essentials', 'a-la-carte'] satisfies SesPlan[])
        .default('essentials'),
    )
    .option('--readers <n>', 'how many the measured run has', count, 2000)
    .json('the year: what each part costs, in US dollars')
    .example('cost --subscribers 10000 --issues 12')
    .action(async (options) => finish(cost(io, options)))

/** Prints a year's costs. Progress goes to standard error. */
export const cost = async (io: TerminalIo, { readers, ses: plan, ...wanted }: CostOptions) => {
  const { measure } = await import('../cost/measure.ts')
  const { yearText } = await import('../cost/print.ts')
  const { yearOf } = await import('../cost/year.ts')
  const year = yearOf(await measure(readers, (line) => io.progress(line)), { ...wanted, plan })
  io.answer(year)
  io.print(`\n${yearText(year)}`)
  return 0
}

const positive = (text: string): number => {
  const number = Number(text)
  if (text && number > 0 && Number.isFinite(number)) return number
  throw new InvalidArgumentError('Write a number above 0.')
}
const count = (text: string): number => {
  const number = positive(text)
  if (Number.isInteger(number)) return number
  throw new InvalidArgumentError('Write a whole number above 0.')
}
