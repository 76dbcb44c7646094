import { apiOption, type Declare, publicationOption } from '../shared-options.ts'

const work = () => import('../publish/publish-issues.ts')

export const declare: Declare = (program, io, finish) =>
  program
    .command('publish')
    .summary('check issues, upload them, and wait until they are there')
    .description('check issues, upload them, and wait until they are published')
    .argument('[dirs...]', 'folders of issues (default: all in content/issues that are not published so)')
    .option('--aws', 'by AWS itself, with credentials of AWS, where MASTHEAD_AWS says')
    .option('--github', 'print problems as annotations of a GitHub workflow, too')
    .option(...publicationOption)
    .option(...apiOption)
    .json(
      '{ issue, outcome: published | unchanged, pages: { language: address } }, or { issue, problems: [{ file, line, reason }] }\nof one issue; a list of them where none or several are named',
    )
    .example('publish', 'whatever has changed')
    .example('publish content/issues/tidelines-1')
    .exits(1, 'something is wrong with an issue, or the service did not take it')
    .action(async (dirs, options) => finish((await work()).publish(io, dirs, options)))
