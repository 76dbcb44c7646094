import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { homedir } from 'node:os'
import { dirname, join } from 'node:path'
import { Stop, type TerminalIo } from '../terminal/terminal-io.ts'

/** Of CloudFront’s logs (infra/page-views.ts). */
const loggingRegion = 'us-east-1'

type Machine = Pick<TerminalIo, 'cwd' | 'env' | 'style'>

/**
 * The CDK's command in this folder.
 * @throws Stop when there is no app, or no CDK
 */
export const findCdk = async ({ cwd }: Machine): Promise<string> => {
  const settings = await readFile(join(cwd, 'cdk.json'), 'utf8').catch(() => undefined)
  if (settings === undefined)
    throw new Stop(
      'No cdk.json is here, which names the app to deploy: go to your magazine’s folder, or make one by masthead new',
    )
  try {
    const manifest = createRequire(join(cwd, 'package.json')).resolve('aws-cdk/package.json')
    return join(dirname(manifest), 'bin/cdk')
  } catch (cause) {
    throw new Stop('The CDK is not installed in this folder: npm install --save-dev aws-cdk', { cause })
  }
}

/**
 * What a deployment needs, as far as that can be seen here, and what it will ask. Something may be there that cannot be
 * seen: machines on AWS have credentials that no file names.
 */
export const needsOf = async (machine: Machine, options: readonly string[]): Promise<string[]> => {
  const { env, style } = machine
  const profile = optionIn(options, '--profile') ?? env.AWS_PROFILE
  const config = await readConfig(machine)
  const credentials = credentialsIn(env, profile, config)
  const region = env.AWS_REGION ?? env.AWS_DEFAULT_REGION ?? regionIn(config.config, profile)
  const line = (found: string | undefined, name: string, otherwise: string) =>
    found ? `  ${style('green', '✓')} ${name}: ${found}` : `  ${style('yellow', '?')} ${name}: ${otherwise}`
  return [
    style('bold', 'A deployment needs:'),
    line(credentials, 'AWS credentials', 'none are in sight; see aws configure sso, or export AWS_PROFILE=…'),
    line(region, 'a region', 'none is named; export AWS_REGION=eu-west-1, or another where SES is'),
    ...(region && region !== loggingRegion
      ? [
          `  ${style('dim', '·')} no page views in ${region}: CloudFront’s logs are set up in ${loggingRegion} only`,
        ]
      : []),
    `  ${style('dim', '·')} a bootstrapped account: once for each account and region, npx cdk bootstrap`,
    `  ${style('dim', '·')} your yes, when permissions become broader (--require-approval never asks nothing)`,
    '',
  ]
}

const optionIn = (options: readonly string[], name: string): string | undefined => {
  const at = options.indexOf(name)
  const joined = options.find((option) => option.startsWith(`${name}=`))
  return at >= 0 ? options[at + 1] : joined?.slice(name.length + 1)
}

type Config = { config: string; credentials: string }

/** The files of the AWS command line (AWS SDKs and Tools Reference Guide, "Location of the shared files"). */
const readConfig = async ({ env }: Machine): Promise<Config> => {
  const home = env.HOME ?? homedir()
  const read = (file: string) => readFile(file, 'utf8').catch(() => '')
  return {
    config: await read(env.AWS_CONFIG_FILE ?? join(home, '.aws/config')),
    credentials: await read(env.AWS_SHARED_CREDENTIALS_FILE ?? join(home, '.aws/credentials')),
  }
}

/** Says where credentials were found, never what they are. */
const credentialsIn = (
  env: Machine['env'],
  profile: string | undefined,
  { config, credentials }: Config,
): string | undefined => {
  if (!profile && env.AWS_ACCESS_KEY_ID) return 'those of AWS_ACCESS_KEY_ID'
  if (!profile && env.AWS_WEB_IDENTITY_TOKEN_FILE) return 'those of AWS_WEB_IDENTITY_TOKEN_FILE'
  if (!profile && (env.AWS_CONTAINER_CREDENTIALS_RELATIVE_URI || env.AWS_CONTAINER_CREDENTIALS_FULL_URI))
    return 'those of this container'
  const name = profile ?? 'default'
  const isThere = sectionOf(credentials, name) !== undefined || profileIn(config, name) !== undefined
  return isThere ? `the profile ${name}` : undefined
}

const regionIn = (config: string, profile = 'default'): string | undefined =>
  /^\s*region\s*=\s*(\S+)/m.exec(profileIn(config, profile) ?? '')?.[1]

/** In the config file a profile's section is called `profile work`, the default's `default`. */
const profileIn = (config: string, name: string): string | undefined =>
  sectionOf(config, name === 'default' ? name : `profile ${name}`)

/** The keys and values of a section of such a file. */
const sectionOf = (file: string, title: string): string | undefined => {
  for (const section of file.split(/^\s*\[/m).slice(1)) {
    const [head = '', ...lines] = section.split('\n')
    if (head.trim().replace(/\].*$/, '').replaceAll(/\s+/g, ' ') === title) return lines.join('\n')
  }
  return undefined
}
