import { execFile } from 'node:child_process'
import { promisify } from 'node:util'

/** Before all journeys: the template and the bundles of the code as it is now. `npm run check` has the CDK look at them. */
export const setup = async () => {
  await promisify(execFile)(process.execPath, ['infra/app.ts'], {
    env: { ...process.env, CDK_VALIDATION: 'false' },
  })
}
