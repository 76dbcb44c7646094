import { Argument, type Command } from 'commander'
import type { Declare } from '../shared-options.ts'

const shells = {
  bash: async () => (await import('../completion/bash.ts')).bashScript,
  zsh: async () => (await import('../completion/zsh.ts')).zshScript,
  fish: async () => (await import('../completion/fish.ts')).fishScript,
}
type Shell = keyof typeof shells

export const declare: Declare = (program, io, finish) =>
  program
    .command('completion')
    .summary('print a script for completion: bash, zsh or fish')
    .description('print a script by which your shell completes commands, options and files')
    .addArgument(new Argument('<shell>', 'which shell').choices(Object.keys(shells)))
    .example('completion bash > ~/.local/share/bash-completion/completions/masthead')
    .example('completion zsh > ~/.zfunc/_masthead', 'in a folder of your $fpath')
    .example('completion fish > ~/.config/fish/completions/masthead.fish')
    .action(async (shell: Shell) => {
      const print = async (whole: Command): Promise<number> => {
        const { knownCommands } = await import('../completion/known-words.ts')
        io.print((await shells[shell]())(knownCommands(whole)).trimEnd())
        return 0
      }
      return finish(print(program))
    })
