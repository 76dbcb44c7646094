import { rmSync } from 'node:fs'
import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** Works in a folder that is gone afterwards, also when the work fails or the process is told to exit. */
export const inTemporaryFolder = async <Result>(work: (dir: string) => Promise<Result>): Promise<Result> => {
  const dir = await mkdtemp(join(tmpdir(), 'masthead-bench-'))
  const remove = () => rmSync(dir, { recursive: true, force: true, maxRetries: 3 })
  process.once('exit', remove)
  try {
    return await work(dir)
  } finally {
    process.off('exit', remove)
    remove()
  }
}
