import type { Command } from 'commander'
import type { World } from '../cli/world.ts'
import { apiOption, type Finish, jsonOption, publicationOption } from './options.ts'

/** What an editor does to an issue before it is sent. */
export const addContentCommands = (program: Command, world: World, finish: Finish) => {
  program
    .command('check')
    .description('say what is wrong with an issue')
    .argument('<dir>', 'folder of the issue; its name is the issue’s id')
    .option(...publicationOption)
    .option(...jsonOption)
    .action(async (dir, options) => finish((await import('../commands/check.ts')).check(world, dir, options)))
  program
    .command('build')
    .description('write an issue’s digests and pages to a folder, to look at')
    .argument('<dir>', 'folder of the issue')
    .requiredOption('--out <dir>', 'where to write')
    .option(...publicationOption)
    .option(...jsonOption)
    .action(async (dir, options) => finish((await import('../commands/build.ts')).build(world, dir, options)))
  program
    .command('publish')
    .description('check an issue, upload it, and wait until it is published')
    .argument('<dir>', 'folder of the issue')
    .option(...publicationOption)
    .option(...apiOption)
    .action(async (dir, options) =>
      finish((await import('../commands/publish.ts')).publish(world, dir, options)),
    )
}
