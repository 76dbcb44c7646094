import { Argument, InvalidArgumentError, Option } from 'commander'
import { roles } from '../../functions/access/role.ts'
import type { MastheadCommand } from '../command.ts'
import { type Declare, region } from '../shared-options.ts'

export const declare: Declare = (program, io, finish) => {
  const admin = program
    .command('admin')
    .summary('invite admins, list and remove them, and say who may do what')
    .description(
      'the admins’ accounts and roles, by your AWS credentials: a viewer looks, an editor publishes, a sender sends, an owner erases',
    )
    .example('admin list')
  const inThePool = (command: MastheadCommand) =>
    command
      .option(
        '--pool <id>',
        'UserPoolId of the deployment (default: of the one that was made from this folder)',
        pool,
      )
      .option('--region <region>', 'AWS region of the deployment (default: the pool’s)', region)

  inThePool(admin.command('invite'))
    .description('make an account, and have Cognito mail a first password')
    .argument('<address>', 'of the person')
    .addOption(new Option('--role <role>', 'what they may do').choices(roles).default('viewer'))
    .json('{ address, role }')
    .example('admin invite me@example.org --role owner')
    .example(
      'admin invite me@example.org --pool eu-west-1_EXAMPLE',
      'of a deployment that was made elsewhere',
    )
    .action(async (address, options) =>
      finish((await import('../admin/manage-admins.ts')).inviteAdmin(io, address, options)),
    )

  inThePool(admin.command('list'))
    .description('list the accounts with their roles')
    .json('{ admins: [{ address, role, state }] }')
    .example('admin list')
    .action(async (options) => finish((await import('../admin/manage-admins.ts')).listAdmins(io, options)))

  inThePool(admin.command('role'))
    .description('give an account another role')
    .argument('<address>', 'of the account')
    .addArgument(new Argument('<role>', 'what they may do from now on').choices(roles))
    .json('{ address, role }')
    .example('admin role ada@example.org sender')
    .action(async (address, role, options) =>
      finish((await import('../admin/manage-admins.ts')).changeRole(io, address, role, options)),
    )

  inThePool(admin.command('remove'))
    .description('delete an account')
    .argument('<address>', 'of the account')
    .json('{ address }')
    .example('admin remove ada@example.org')
    .action(async (address, options) =>
      finish((await import('../admin/manage-admins.ts')).removeAdmin(io, address, options)),
    )
}

const pool = (text: string): string => {
  if (/^[a-z]{2}(-[a-z]+)+-\d_\w+$/.test(text)) return text
  throw new InvalidArgumentError('Write a UserPoolId such as eu-west-1_EXAMPLE.')
}
