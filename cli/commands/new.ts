import type { Declare } from '../shared-options.ts'

const work = () => import('../new/make.ts')

export const declare: Declare = (program, io, finish) => {
  const command = program
    .command('new')
    .summary('make the folder of a magazine, or of its next issue')
    .description('make the folder of a magazine, or of its next issue')
    .argument('[dir]', 'the folder (default: this one)')
    .option('--name <name>', 'of the magazine')
    .option('--languages <tags>', 'such as en,fr; the first is the one that issues are written in')
    .option('--tagline <text>', 'one line under the name')
    .option('--site <url>', 'where it is read: https://www.example.org')
    .option('--sender <address>', 'which its mail comes from')
    .option('--postal-address <text>', 'of the publisher, for the foot of every mail')
    .option('--time-zone <name>', 'such as Europe/Dublin')
    .option('--cadence <how>', 'weekly, monthly or quarterly')
    .option('--accent <colour>', 'its colour, such as #0b5cad')
    .option('--github <repository>', 'from whose branch main issues are published: owner/repository')
    .option('--masthead <package>', 'what package.json depends on (default: this very Masthead)')
    .option('--yes', 'ask nothing: what is not said is guessed')
    .json('{ folder, magazine, issue, kept }\nkept: files that were there, and stay as they are')
    .example('new tidelines', 'asks for what it needs to know')
    .example('new tidelines --yes --name Tidelines --languages en,fr')
    .action(async (dir, options) => finish((await work()).newMagazine(io, dir ?? '.', options)))
  command
    .command('issue')
    .description('make the folder of the next issue')
    .argument('<title>', 'of the issue, and of its first article')
    .option('--number <n>', 'its number (default: one more than the last)')
    .json('{ folder, issue, number }')
    .example('new issue "The boats came home"')
    .action(async (title, options) => finish((await work()).newIssue(io, title, options.number)))
  return command
}
