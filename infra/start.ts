import { parseArgs } from 'node:util'
import { runOnce } from './start/once.ts'
import { serve } from './start/serve.ts'

const usage = `npm start                        run the service here until Ctrl-C; its state is kept in .local/
npm start -- --port 9000         … with its four addresses on ports 9000–9003 (default 8064–8067)
npm start -- --host my-box        … answering to this name too, for a container or another machine's tunnel
npm start -- --once --out DIR    run the main job once on a fresh state and write mails, site and a report to DIR`

const readOptions = () => {
  const { values } = parseArgs({
    options: {
      once: { type: 'boolean', default: false },
      out: { type: 'string' },
      host: { type: 'string', multiple: true },
      port: { type: 'string', default: '8064' },
      help: { type: 'boolean', default: false },
    },
  })
  const port = Number(values.port)
  if (!Number.isInteger(port) || port < 1 || port > 65_532)
    throw new Error(`--port ${values.port} is not a port from 1 to 65532`)
  if (values.once && !values.out)
    throw new Error('--once needs --out DIR, where the mails, the site and the report go')
  return { ...values, port }
}

const main = async () => {
  const options = readOptions()
  if (options.help) return console.log(usage)
  await (options.once ? runOnce(options.out!) : serve(options.port, options.host))
}

await main().catch((error: Error) => {
  console.error(process.env.DEBUG ? error : error.message)
  process.exit(1)
})
