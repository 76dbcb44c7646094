import { Option } from 'commander'
import { eventTypes } from '../../functions/events/event-types.ts'
import { apiOption, type Declare } from '../shared-options.ts'

const id = ['<id>', 'the webhook’s, as the list shows it'] as const
const shape =
  '{ webhook: { id, url, description, types, withAddresses, by, at, off: { at, why }, failingSince }, timeZone }'

export const declare: Declare = (program, io, finish) => {
  const webhooks = program
    .command('webhooks')
    .summary('tell other programs what happens')
    .description('Webhooks: your programs hear of readers, issues and sends by a signed POST')
    .example('webhooks list')
  const load = () => import('../webhooks/manage-webhooks.ts')

  webhooks
    .command('list')
    .description('list the webhooks, and which of them nothing reaches')
    .option(...apiOption)
    .json(
      '{ webhooks: [{ id, url, description, types, withAddresses, by, at, off, failingSince }], timeZone }',
    )
    .example('webhooks list')
    .action(async (options) => finish((await load()).listWebhooks(io, options)))

  webhooks
    .command('add')
    .description('make a webhook, and print its secret this once')
    .argument('<url>', 'where to POST, by https')
    .addOption(
      new Option(
        '--only <types...>',
        'what to tell of (default: everything, also what later versions add)',
      ).choices(eventTypes),
    )
    .option('--with-addresses', 'also tell readers’ addresses and their answers to your fields')
    .option('--description <text>', 'what it is for')
    .option(...apiOption)
    .json(`{ webhook, secret, timeZone }`)
    .example('webhooks add https://crm.example.org/masthead --only reader.confirmed reader.unsubscribed')
    .action(async (url, options) => finish((await load()).addWebhook(io, url, options)))

  webhooks
    .command('edit')
    .description(
      'change where it leads or what it is told of, unless somebody else does; what is not named stays',
    )
    .argument(...id)
    .option('--url <url>', 'where to POST, by https')
    .addOption(new Option('--only <types...>', 'what to tell of, and nothing else').choices(eventTypes))
    .addOption(
      new Option('--everything', 'tell of everything, also what later versions add').conflicts('only'),
    )
    .option('--with-addresses', 'also tell readers’ addresses and their answers to your fields')
    .addOption(new Option('--without-addresses', 'tell neither').conflicts('withAddresses'))
    .option('--description <text>', 'what it is for')
    .option(...apiOption)
    .json(shape)
    .example('webhooks edit 0a1b2c3d4e5f --only reader.confirmed reader.unsubscribed')
    .action(async (webhook, options) => finish((await load()).editWebhook(io, webhook, options)))

  webhooks
    .command('log')
    .description('show what a webhook was told in the last 30 days, and what its program answered')
    .argument(...id)
    .option('--after <place>', 'where the page before ended')
    .option(...apiOption)
    .json(
      '{ deliveries: [{ id, state, tries, event: { type, at, about }, eventId, attempts, next }], next, timeZone }',
    )
    .example('webhooks log 0a1b2c3d4e5f')
    .action(async (webhook, options) => finish((await load()).showLog(io, webhook, options)))

  webhooks
    .command('replay')
    .description('tell it of something once more, as it is now')
    .argument(...id)
    .argument('<delivery>', 'its id in the log')
    .option(...apiOption)
    .json('{ webhook, delivery, timeZone }')
    .example('webhooks replay 0a1b2c3d4e5f 1924473600000-00112233445566778899aabbccddeeff')
    .action(async (webhook, delivery, options) =>
      finish((await load()).actOnWebhook(io, webhook, { action: 'replay', delivery }, options)),
    )

  const acts = {
    test: 'tell it of nothing, to see whether it gets through',
    on: 'tell it of everything from now on',
    off: 'tell it of nothing until it is on again',
    'new-secret': 'have another secret sign, and print that this once; the old one signs along for a day',
    remove: 'forget it',
  } as const
  for (const [action, description] of Object.entries(acts))
    webhooks
      .command(action)
      .description(description)
      .argument(...id)
      .option(...apiOption)
      .json(shape)
      .example(`webhooks ${action} 0a1b2c3d4e5f`)
      .action(async (webhook, options) =>
        finish((await load()).actOnWebhook(io, webhook, { action: action as keyof typeof acts }, options)),
      )
}
