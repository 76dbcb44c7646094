import { findApi } from '../service/service.ts'
import { apiOption, type Declare, region } from '../shared-options.ts'
import { Stop, type TerminalIo } from '../terminal/terminal-io.ts'

export type LoginOptions = { api?: string; client?: string; region?: string }

export const declare: Declare = (program, io, finish) =>
  program
    .command('login')
    .summary('sign in at a service, for an hour')
    .description('sign in, and keep the token for this service for an hour')
    .argument('<email>', 'the editor’s address')
    .option(
      '--client <id>',
      'UserPoolClientId of the deployment (default: of the one that was made from this folder)',
    )
    .option('--region <region>', 'AWS region of the deployment (default: as well)', region)
    .option(...apiOption)
    .json('{ api, expiresAt }')
    .example('login me@example.org --api https://…')
    .example('login me@example.org --client 1h57kf5cpq17m0eml12EXAMPLE --region eu-west-1 --api https://…')
    .action(async (email, options) => finish(login(io, email, options)))

/** Signs an editor in and keeps the token for this one service. */
export const login = async (io: TerminalIo, email: string, options: LoginOptions): Promise<number> => {
  const { keepToken } = await import('../service/kept-tokens.ts')
  const { signIn } = await import('../service/cognito-sign-in.ts')
  const api = await findApi(io, options.api)
  const { deployedOutput, regionOfPool } = await import('../deploy/outputs.ts')
  const client = options.client ?? (await deployedOutput(io, 'UserPoolClientId', '--client'))
  const region = options.region ?? regionOfPool(await deployedOutput(io, 'UserPoolId', '--region'))
  const password = await io.ask(`Password of ${email}`, { hidden: true })
  const signedIn = await signIn({
    region,
    client,
    email,
    password,
    ask: (challenge) =>
      challenge === 'NEW_PASSWORD_REQUIRED' ? newPassword(io) : io.ask('Code of the authenticator'),
  })
  if (signedIn.outcome === 'refused') throw new Stop(signedIn.reason)
  const expiresAt = io.now() + signedIn.seconds * 1_000
  await keepToken(io, api, signedIn.token, expiresAt)
  io.answer({ api, expiresAt: new Date(expiresAt).toISOString() })
  io.print(`Signed in at ${api} for ${Math.round(signedIn.seconds / 60)} minutes`)
  return 0
}

const newPassword = async (io: TerminalIo): Promise<string> => {
  const first = await io.ask('A new password, at least 12 characters', { hidden: true })
  const second = await io.ask('The same again', { hidden: true })
  if (first !== second) throw new Stop('The two differ: run the command again')
  return first
}
