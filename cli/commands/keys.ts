import { InvalidArgumentError, Option } from 'commander'
import { roles } from '../../functions/access/role.ts'
import { apiOption, type Declare } from '../shared-options.ts'

export const declare: Declare = (program, io, finish) => {
  const keys = program
    .command('keys')
    .summary('make, list and revoke API keys')
    .description('API keys, for programs that cannot sign in; they find them in MASTHEAD_API_KEY')
    .example('keys list')

  keys
    .command('create')
    .description('make a key, and print it this once')
    .argument('<name>', 'what it is for')
    .addOption(new Option('--role <role>', 'what it may do').choices(roles).default('viewer'))
    .option('--days <number>', 'after how many days it ends (default: when it is revoked)', wholeDays)
    .option(...apiOption)
    .json('{ key: { id, name, role, at, by, expiresAt }, apiKey, timeZone }')
    .example('keys create shop --role editor --days 90')
    .action(async (name, options) =>
      finish((await import('../keys/manage-keys.ts')).createKey(io, name, options)),
    )

  keys
    .command('list')
    .description('list the keys with their roles and the day when they were last used')
    .option(...apiOption)
    .json('{ keys: [{ id, name, role, at, by, usedOn, expiresAt }], timeZone }')
    .example('keys list')
    .action(async (options) => finish((await import('../keys/manage-keys.ts')).listKeys(io, options)))

  keys
    .command('revoke')
    .description('end a key for good')
    .argument('<key>', 'its id, as the list shows it')
    .option(...apiOption)
    .json('{ key, timeZone }')
    .example('keys revoke mk_0a1b2c3d4e5f')
    .action(async (key, options) =>
      finish((await import('../keys/manage-keys.ts')).revokeKey(io, key, options)),
    )
}

const wholeDays = (text: string): number => {
  if (/^\d{1,4}$/.test(text) && Number(text) > 0) return Number(text)
  throw new InvalidArgumentError('Write a whole number of days, such as 90.')
}
