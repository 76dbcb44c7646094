import { spawn } from 'node:child_process'
import { ownFile } from '../../infra/own-files.ts'

export type Ran = { code: number; stdout: string; stderr: string }

/** Runs one of our own scripts in a process of its own, as a person would from the shell. */
export const runScript = (script: string, args: string[], env: Record<string, string> = {}): Promise<Ran> =>
  new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [script, ...args], { env: { ...process.env, ...env } })
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
export const synthesise = async (): Promise<string> => {
  // CloudFormation's own rules take seconds and concern the real cloud alone: `npm run check` looks at them.
  const { code, stderr, stdout } = await runScript(ownFile('infra/app.ts'), [], { CDK_VALIDATION: 'false' })
  if (code !== 0) throw new Error(`The service does not build:\n${stderr || stdout}`)
  return 'cdk.out'
}
