import { Argument, Option } from 'commander'
import { roles } from '../../functions/access/role.ts'
import type { MastheadCommand } from '../command.ts'
import { type Declare, region } from '../shared-options.ts'

const inPool = '--pool eu-west-1_EXAMPLE --region eu-west-1'

export const declare: Declare = (program, io, finish) => {
  const admin = program
    .command('admin')
    .summary('invite admins, list and remove them, and say who may do what')
    .description(
      'the admins’ accounts and roles, by your AWS credentials: a viewer looks, an editor publishes, a sender sends, an owner erases',
    )
    .example(`admin list ${inPool}`)
  const inThePool = (command: MastheadCommand) =>
    command
      .requiredOption('--pool <id>', 'UserPoolId of the deployment')
      .requiredOption('--region <region>', 'AWS region of the deployment', region)

  inThePool(admin.command('invite'))
    .description('make an account, and have Cognito mail a first password')
    .argument('<address>', 'of the person')
    .addOption(new Option('--role <role>', 'what they may do').choices(roles).default('viewer'))
    .json('{ address, role }')
    .example(`admin invite me@example.org --role owner ${inPool}`)
    .action(async (address, options) =>
      finish((await import('../admin/manage-admins.ts')).inviteAdmin(io, address, options)),
    )

  inThePool(admin.command('list'))
    .description('list the accounts with their roles')
    .json('{ admins: [{ address, role, state }] }')
    .example(`admin list ${inPool}`)
    .action(async (options) => finish((await import('../admin/manage-admins.ts')).listAdmins(io, options)))

  inThePool(admin.command('role'))
    .description('give an account another role')
    .argument('<address>', 'of the account')
    .addArgument(new Argument('<role>', 'what they may do from now on').choices(roles))
    .json('{ address, role }')
    .example(`admin role ada@example.org sender ${inPool}`)
    .action(async (address, role, options) =>
      finish((await import('../admin/manage-admins.ts')).changeRole(io, address, role, options)),
    )

  inThePool(admin.command('remove'))
    .description('delete an account')
    .argument('<address>', 'of the account')
    .json('{ address }')
    .example(`admin remove ada@example.org ${inPool}`)
    .action(async (address, options) =>
      finish((await import('../admin/manage-admins.ts')).removeAdmin(io, address, options)),
    )
}
