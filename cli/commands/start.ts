import { type Declare, port } from '../options.ts'
import { runOnce } from '../start/once.ts'
import { serve } from '../start/serve.ts'
import { Stop } from '../terminal-io.ts'

export type StartOptions = { once?: boolean; out?: string; host?: string[]; port: number }

export const declare: Declare = (program, _io, finish) =>
  program
    .command('start')
    .description('run the whole service on this machine until Ctrl-C; its state is kept in .local/')
    .option('--port <n>', 'its four addresses are on this port and the three after it', port, 8064)
    .option('--host <name>', 'answer to this name too, for a container or a tunnel; may be repeated', collect)
    .option('--once', 'publish and send once on a fresh state, and end')
    .option('--out <dir>', 'where --once leaves mails, site and a report')
    .action(async (options) => finish(start(options)))

const collect = (name: string, before: string[] = []) => [...before, name]

/** Runs the service here. @throws Stop when an option is missing or out of bounds, or a port is taken */
export const start = async ({ once, out, host, port }: StartOptions): Promise<number> => {
  if (once && !out) throw new Stop('--once needs --out DIR, where the mails, the site and the report go')
  if (port < 1 || port > 65_532) throw new Stop(`--port ${port} is not a port from 1 to 65532`)
  await (once ? runOnce(out!) : serve(port, host)).catch((cause: Error) => {
    if (process.env.DEBUG) throw cause
    throw new Stop(cause.message, { cause })
  })
  return 0
}
