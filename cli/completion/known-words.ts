import type { Command, Option } from 'commander'

/** What a shell offers where a value is to be typed. */
export type Value =
  | { offers: 'nothing' | 'files' | 'folders' }
  | { offers: 'words'; words: readonly string[] }

export type KnownOption = { flags: string[]; about: string; value?: Value }

/**
 * A command as a shell completes it. `path`: the names that lead to it, such as `new issue`; empty for the program
 * itself.
 */
export type KnownCommand = {
  path: string
  options: KnownOption[]
  names: { name: string; about: string }[]
  argument: Value
}

/** Everything that can be typed, from the declared commands. */
export const knownCommands = (program: Command): KnownCommand[] => {
  const all = (command: Command, path: string[]): KnownCommand[] => [
    known(command, path),
    ...command.commands.flatMap((one) => all(one, [...path, one.name()])),
  ]
  return all(program, [])
}

const known = (command: Command, path: string[]): KnownCommand => {
  const help = command.createHelp()
  const [first] = command.registeredArguments
  return {
    path: path.join(' '),
    options: help.visibleOptions(command).map(knownOption),
    names: command.commands.map((one) => ({ name: one.name(), about: aboutOf(one) })),
    argument: first ? offeredFor(first.name(), first.argChoices) : { offers: 'nothing' },
  }
}

const aboutOf = (command: Command): string => command.summary() || command.description()

const knownOption = (option: Option): KnownOption => {
  const name = /[<[]([^>\].]+)/.exec(option.flags)?.[1]
  return {
    flags: [option.short, option.long].filter((flag) => flag !== undefined && flag !== null),
    about: option.description,
    ...(name && { value: offeredFor(name, option.argChoices) }),
  }
}

/** Folders and files are recognised by the names that commands give them. */
const offeredFor = (name: string, choices?: readonly string[]): Value => {
  if (choices) return { offers: 'words', words: choices }
  if (/^dirs?$/i.test(name)) return { offers: 'folders' }
  return { offers: /^(file|source)$/i.test(name) ? 'files' : 'nothing' }
}
