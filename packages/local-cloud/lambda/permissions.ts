import { tmpdir } from 'node:os'
import { join } from 'node:path'

const writable = process.platform === 'win32' ? [tmpdir()] : ['/tmp', '/private/tmp', '/dev']

/**
 * Node options under which a sandbox can write to /tmp alone, as in Lambda, where its bundle is read-only, and do all
 * else. Node's permission model warns that this is no protection; it is not meant as one.
 * https://docs.aws.amazon.com/lambda/latest/dg/configuration-ephemeral-storage.html
 * @param folders more folders that this process itself writes to from the sandbox
 */
export const readOnlyOptions = (folders: readonly string[]): string[] => [
  '--permission',
  '--disable-warning=SecurityWarning',
  '--allow-fs-read=*',
  ...[...writable, ...folders].map((folder) => `--allow-fs-write=${join(folder, '*')}`),
  ...['addons', 'child-process', 'wasi', 'worker', 'inspector'].map((name) => `--allow-${name}`),
]
