import { execFile } from 'node:child_process'
import { promisify } from 'node:util'

/** Before all journeys: the template and the bundles of the code as it is now. */
export const setup = async () => {
  await promisify(execFile)(process.execPath, ['infra/app.ts'])
}
