import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { deployedOutput, outputsFile, regionOfPool } from '../../../cli/deploy/outputs.ts'
import { aFolder, aMachine } from './terminal-io.ts'

const aMagazine = async (outputs: unknown) => {
  const cwd = await aFolder()
  if (outputs !== undefined) await writeFile(join(cwd, outputsFile), JSON.stringify(outputs))
  return cwd
}
const tidelines = { UserPoolId: 'eu-west-1_EXAMPLE', UserPoolClientId: '1h57kf5cpq17m0eml12' }

test('what was deployed from a folder is known in it and below, with its region', async () => {
  const root = await aMagazine({ Tidelines: tidelines, Other: { Bucket: 'b' } })
  const cwd = join(root, 'content/issues')
  await mkdir(cwd, { recursive: true })
  expect(await deployedOutput({ cwd }, 'UserPoolId', '--pool')).toBe('eu-west-1_EXAMPLE')
  expect(await deployedOutput({ cwd }, 'UserPoolClientId', '--client')).toBe(tidelines.UserPoolClientId)
  expect(regionOfPool(tidelines.UserPoolId)).toBe('eu-west-1')
})

test.each([
  ['nothing was deployed', undefined, /^No cdk-outputs.json here says UserPoolId.*--pool/],
  ['another app was', { Other: { Bucket: 'b' } }, /^No cdk-outputs.json here says UserPoolId/],
  ['two services were', { Test: tidelines, Live: tidelines }, /several deployments \(Test, Live\).*--pool/],
  ['something else is in the file', [1], /is not what the CDK writes/],
])('where %s, admin says what to do', async (_, outputs, said) => {
  const { masthead } = aMachine({ cwd: await aMagazine(outputs) })
  const { code, errors } = await masthead('admin', 'list')
  expect([code, errors]).toEqual([1, expect.stringMatching(said)])
})

test('an id that is no user pool’s is refused before AWS is asked', async () => {
  const { masthead } = aMachine({ cwd: await aFolder() })
  const { code, errors } = await masthead('admin', 'list', '--pool', 'EXAMPLE')
  expect([code, errors]).toEqual([2, expect.stringContaining('Write a UserPoolId such as')])
})
