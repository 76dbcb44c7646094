import { readFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import * as z from 'zod'
import { Stop, type TerminalIo } from '../terminal/terminal-io.ts'

/** What a deployment printed: `masthead deploy` has the CDK write it here, in the magazine's folder. It holds no secret. */
export const outputsFile = 'cdk-outputs.json'

/** By stack, as `cdk deploy --outputs-file` writes it. */
const Outputs = z.record(z.string(), z.record(z.string(), z.string()))

export type OutputName = 'UserPoolId' | 'UserPoolClientId'

/**
 * An output of the stack that was deployed from here, or from a folder above.
 * @param otherwise what says it instead, such as `--pool`
 * @throws Stop when nothing was deployed from here, or several services were
 */
export const deployedOutput = async (
  { cwd }: Pick<TerminalIo, 'cwd'>,
  name: OutputName,
  otherwise: string,
): Promise<string> => {
  const found = Object.entries(await outputsAbove(cwd)).flatMap(([stack, outputs]) =>
    outputs[name] === undefined ? [] : [{ stack, value: outputs[name] }],
  )
  const [first, ...others] = found
  if (!first)
    throw new Stop(
      `No ${outputsFile} here says ${name}; masthead deploy writes it. Or say it by ${otherwise}: the deployment printed it`,
    )
  if (others.length > 0)
    throw new Stop(
      `${outputsFile} has several deployments (${found.map(({ stack }) => stack).join(', ')}): say by ${otherwise} which ${name} is meant`,
    )
  return first.value
}

const outputsAbove = async (folder: string): Promise<z.infer<typeof Outputs>> => {
  const file = join(folder, outputsFile)
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined
    throw error
  })
  const above = dirname(folder)
  if (text === undefined) return above === folder ? {} : outputsAbove(above)
  try {
    return Outputs.parse(JSON.parse(text))
  } catch (cause) {
    throw new Stop(`${file} is not what the CDK writes: deploy again, or delete it`, { cause })
  }
}

/** The region is the beginning of a user pool's id. */
export const regionOfPool = (pool: string): string => pool.slice(0, pool.indexOf('_'))
