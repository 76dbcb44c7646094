import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'
import { needsOf } from '../../../cli/deploy/needs.ts'
import { aFolder, aMachine } from './terminal-io.ts'

const write = async (folder: string, files: Record<string, string>) => {
  for (const [path, body] of Object.entries(files)) {
    await mkdir(dirname(join(folder, path)), { recursive: true })
    await writeFile(join(folder, path), body)
  }
}

/** A CDK that writes down how it was called, and ends as it is told. */
const cdk = `require('node:fs').writeFileSync('called.json', JSON.stringify(process.argv.slice(2)))
process.exitCode = process.argv.includes('--fail') ? 3 : 0`

test('deploy hands further options through, and ends as the CDK does', async () => {
  const cwd = await aFolder()
  await write(cwd, {
    'cdk.json': '{}',
    'node_modules/aws-cdk/package.json': '{"name":"aws-cdk","version":"2.0.0"}',
    'node_modules/aws-cdk/bin/cdk': cdk,
  })
  const called = async () => (await import('node:fs/promises')).readFile(join(cwd, 'called.json'), 'utf8')
  const { masthead } = aMachine({ cwd, env: { HOME: cwd } })
  const done = await masthead('deploy')
  expect(done.code).toBe(0)
  expect(done.out).toMatch(
    /AWS credentials: none are in sight[\s\S]*a region: none is named[\s\S]*cdk bootstrap/,
  )
  expect(JSON.parse(await called())).toEqual([
    ...['deploy', '--require-approval', 'broadening', '--outputs-file', 'cdk-outputs.json'],
  ])
  expect((await masthead('deploy', '--require-approval', 'never', '--profile=work', '--fail')).code).toBe(3)
  expect(JSON.parse(await called())).toEqual([
    ...['deploy', '--outputs-file', 'cdk-outputs.json'],
    ...['--require-approval', 'never', '--profile=work', '--fail'],
  ])
  await masthead('deploy', '--outputs-file', 'mine.json')
  expect(JSON.parse(await called()).filter((one: string) => one.startsWith('--outputs'))).toHaveLength(1)
})

test('deploy says what is missing in the folder', async () => {
  const cwd = await aFolder()
  const { masthead } = aMachine({ cwd, env: { HOME: cwd } })
  expect(await masthead('deploy')).toMatchObject({ code: 1, errors: expect.stringContaining('No cdk.json') })
  await write(cwd, { 'cdk.json': '{}' })
  expect(await masthead('deploy')).toMatchObject({
    code: 1,
    errors: expect.stringContaining('npm install --save-dev aws-cdk'),
  })
})

test.each([
  ['a profile that is named', {}, ['--profile', 'work'], ['the profile work', 'eu-west-1']],
  ['the default profile', {}, [], ['the profile default', 'eu-north-1']],
  [
    'the environment before files',
    { AWS_ACCESS_KEY_ID: 'AKIAEXAMPLE', AWS_REGION: 'us-east-1' },
    [],
    ['those of AWS_ACCESS_KEY_ID', 'us-east-1'],
  ],
  ['a profile that there is not', { AWS_PROFILE: 'gone' }, [], ['none are in sight', 'none is named']],
])('credentials and region are looked for in %s, and never shown', async (_, env, options, said) => {
  const home = await aFolder()
  await write(home, {
    '.aws/config': '[default]\nregion = eu-north-1\n[profile work]\nsso_session = my\nregion=eu-west-1\n',
    '.aws/credentials': '[default]\naws_access_key_id = AKIAEXAMPLE\n',
  })
  const { world } = aMachine({ cwd: home, env: { HOME: home, ...env } })
  const lines = (await needsOf(world, options)).join('\n')
  for (const part of said) expect(lines).toContain(part)
  expect(lines).not.toContain('AKIAEXAMPLE')
  // In us-east-1 they are, and where no region is in sight nobody knows.
  expect(lines.includes('no page views in eu-')).toBe(said[1]!.startsWith('eu-'))
})
