import { type Declare, port } from '../shared-options.ts'
import { insistOnFree } from '../start/insist-on-free-port.ts'
import { Misuse, Stop, type TerminalIo } from '../terminal/terminal-io.ts'

export type StartOptions = { once?: boolean; out?: string; host?: string[]; port: number }

export const declare: Declare = (program, io, finish) =>
  program
    .command('start')
    .summary('run the whole service on this machine, until Ctrl-C')
    .description('run the whole service on this machine until Ctrl-C; its state is kept in .local/')
    .option('--port <n>', 'its five addresses are on this port and the four after it', port, 8064)
    .option('--host <name>', 'answer to this name too, for a container or a tunnel; may be repeated', collect)
    .option('--once', 'publish and send once on a fresh state, and end')
    .option('--out <dir>', 'where --once leaves mails, site and a report')
    .json(
      '{ site, inbox, api, aws, region, credentials } as soon as all is there; with --once what report.json holds',
    )
    .example('start')
    .example('start --port 9000', 'where 8064 to 8068 are in use')
    .example('start --once --out out/once', 'mails, site and a report as files')
    .exits(1, 'it could not be built or started, or a port is in use')
    .action(async (options) => finish(start(io, options)))

const collect = (name: string, before: string[] = []) => [...before, name]

/** Runs the service here. @throws Stop when an option is missing or out of bounds, or a port is taken */
export const start = async (io: TerminalIo, { once, out, host, port }: StartOptions): Promise<number> => {
  if (once && !out) throw new Misuse('--once needs --out DIR, where the mails, the site and the report go')
  if (port < 1 || port > 65_531) throw new Misuse(`--port ${port} is not a port from 1 to 65531`)
  const work = async () => {
    const ports = { site: port, inbox: port + 1, api: port + 2, aws: port + 3, login: port + 4 }
    if (!once) for (const one of Object.values(ports)) await insistOnFree(one)
    io.progress('building the service')
    const { beginBuild } = await import('../start/build.ts')
    const build = beginBuild()
    try {
      // Loading these takes a second, too.
      if (once) await (await import('../start/once.ts')).runOnce(io, build.assembly, out!)
      else await (await import('../start/serve.ts')).serve(io, build.assembly, ports, host)
    } finally {
      build.stop()
    }
  }
  await work().catch((cause: Error) => {
    if (cause instanceof Stop || io.env.DEBUG) throw cause
    throw new Stop(cause.message, { cause })
  })
  return 0
}
