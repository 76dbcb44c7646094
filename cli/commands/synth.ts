import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { ownFile } from '../../infra/own-files.ts'
import type { Declare } from '../shared-options.ts'

export const declare: Declare = (program, _io, finish) =>
  program
    .command('synth')
    .summary('write the CDK app’s template and code to cdk.out')
    .description('write the CDK app’s template and code to cdk.out; cdk.json names it as the app')
    .example('synth', 'what is in cdk.json as "app"')
    .action(async () => finish(synth()))

/** Runs the CDK app on the publication of this folder, as `cdk synth` and `cdk deploy` want it. @returns its exit code */
export const synth = async (): Promise<number> => {
  const app = spawn(process.execPath, [ownFile('infra/app.ts')], { stdio: 'inherit' })
  const [code] = await once(app, 'exit')
  return code ?? 1
}
