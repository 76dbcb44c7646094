import { mkdtempSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const prefix = 'masthead-tests-'

/** Whatever tests and what they start (the CDK among it) leave in the temporary folder is gone after the run. */
export const setup = () => {
  // Each project of a run asks; the first one's is for all.
  if (tmpdir().includes(prefix)) return
  const folder = mkdtempSync(join(tmpdir(), prefix))
  for (const name of ['TMPDIR', 'TEMP', 'TMP']) process.env[name] = folder
  return () => rm(folder, { recursive: true, force: true, maxRetries: 3 })
}
