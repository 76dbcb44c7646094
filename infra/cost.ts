import { parseArgs } from 'node:util'
import { isSesPlan } from '#local-cloud/bill/prices.ts'
import { measure } from './cost/measure.ts'
import { yearText } from './cost/print.ts'
import { yearOf } from './cost/year.ts'

const usage = `npm run cost -- --subscribers N --issues M   what a year with so many of them costs on AWS, by a measured run
  --rate R            messages a second that SES lets the account send (default 500)
  --ses PLAN          essentials, which new accounts pay (default), or a-la-carte
  --readers N         how many readers the measured run has (default 2000)
  --json              one JSON object and nothing else on stdout`

const readOptions = () => {
  const { values } = parseArgs({
    options: {
      subscribers: { type: 'string' },
      issues: { type: 'string' },
      rate: { type: 'string', default: '500' },
      ses: { type: 'string', default: 'essentials' },
      readers: { type: 'string', default: '2000' },
      json: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  })
  return values
}

/** @throws one line when it is no such number */
const positive = (name: string, text: string | undefined, whole = true): number => {
  const number = Number(text)
  if (text && number > 0 && Number.isFinite(number) && (!whole || Number.isInteger(number))) return number
  throw new Error(`--${name} wants a ${whole ? 'whole ' : ''}number above 0\n${usage}`)
}

const main = async () => {
  const options = readOptions()
  if (options.help) return console.log(usage)
  const wanted = {
    subscribers: positive('subscribers', options.subscribers),
    issues: positive('issues', options.issues),
    rate: positive('rate', options.rate, false),
  }
  const readers = positive('readers', options.readers)
  const plan = options.ses
  if (!isSesPlan(plan)) throw new Error(`--ses ${plan} is neither essentials nor a-la-carte`)
  const measured = await measure(readers, (line) => console.error(line))
  const year = yearOf(measured, { ...wanted, plan })
  console.log(options.json ? JSON.stringify(year, null, 2) : `\n${yearText(year)}`)
}

await main().catch((error: Error) => {
  console.error(process.env.DEBUG ? error : error.message)
  process.exit(1)
})
