import { spawn } from 'node:child_process'
import { defined } from '../../functions/runtime/defined.ts'
import { ownFile } from '../../infra/own-files.ts'

export type Ran = { code: number; stdout: string; stderr: string }

/**
 * Runs one of our own scripts in a process of its own, as a person would from the shell.
 * @param signal ends the process
 */
export const runScript = (
  script: string,
  args: string[],
  env: Record<string, string> = {},
  signal?: AbortSignal,
): Promise<Ran> =>
  new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [script, ...args], {
      env: { ...process.env, ...env },
      ...defined({ signal }),
    })
    const ran: Ran = { code: 1, stdout: '', stderr: '' }
    child.stdout.on('data', (chunk) => {
      ran.stdout += chunk
    })
    child.stderr.on('data', (chunk) => {
      ran.stderr += chunk
    })
    child.on('error', reject)
    child.on('close', (code) => resolve({ ...ran, code: code ?? 1 }))
  })

/** Writes the template and the functions' bundles. @throws what the synthesis complains of */
export const synthesise = async (signal?: AbortSignal): Promise<string> => {
  // CloudFormation's own rules take seconds and concern the real cloud alone: `npm run check` looks at them. Source maps
  // take half a second, and whoever deploys gets them.
  const { code, stderr, stdout } = await runScript(
    ownFile('infra/app.ts'),
    [],
    { CDK_VALIDATION: 'false', SOURCE_MAPS: 'false' },
    signal,
  )
  if (code !== 0) throw new Error(`The service does not build:\n${stderr || stdout}`)
  return 'cdk.out'
}

export type Build = { assembly: Promise<string>; stop(): void }

/** Begins to build in a process of its own, so that this one can get ready meanwhile. `stop` ends it if it still runs. */
export const beginBuild = (): Build => {
  const controller = new AbortController()
  const assembly = synthesise(controller.signal)
  // Who awaits it hears of a failure, after anything that went wrong before.
  assembly.catch(() => {})
  return { assembly, stop: () => controller.abort() }
}
