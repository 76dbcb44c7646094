import { spawn } from 'node:child_process'
import { once } from 'node:events'
import type { Declare } from '../shared-options.ts'
import type { TerminalIo } from '../terminal/terminal-io.ts'

export const declare: Declare = (program, io, finish) =>
  program
    .command('deploy')
    .description('deploy the service to AWS by the CDK, or what has changed of it')
    .argument('[options...]', 'further options of `cdk deploy`, as they are')
    .allowUnknownOption()
    .example('deploy', 'asks before permissions become broader')
    .example('deploy --profile work --require-approval never')
    .exits(1, 'not deployed: something was missing, was refused by you, or failed')
    .action(async (options: string[]) => finish(deploy(io, options)))

/**
 * Runs `cdk deploy` on this folder's app, after saying what it needs, and has it keep what it prints.
 * @returns its exit code
 */
export const deploy = async (io: TerminalIo, options: readonly string[]): Promise<number> => {
  const { findCdk, needsOf } = await import('../deploy/needs.ts')
  const cdk = await findCdk(io)
  for (const line of await needsOf(io, options)) io.print(line)
  const approval = options.some((option) => option.startsWith('--require-approval'))
    ? []
    : ['--require-approval', 'broadening']
  const { outputsFile } = await import('../deploy/outputs.ts')
  const isSaid = options.some((option) => /^(--outputs-file|-O)/.test(option))
  const outputs = isSaid ? [] : ['--outputs-file', outputsFile]
  const child = spawn(process.execPath, [cdk, 'deploy', ...approval, ...outputs, ...options], {
    cwd: io.cwd,
    stdio: 'inherit',
  })
  // The terminal sends Ctrl-C to both; the CDK finishes what it has begun.
  const wait = () => {}
  process.on('SIGINT', wait)
  const [code] = await once(child, 'exit')
  process.off('SIGINT', wait)
  return code ?? 1
}
