import type { KnownCommand, KnownOption, Value } from './known-words.ts'

/** A script for fish: a line for each thing that can be typed. */
export const fishScript = (commands: readonly KnownCommand[]): string =>
  ['# masthead completion fish', 'complete -c masthead -f', ...commands.flatMap(linesOf), ''].join('\n')

const linesOf = (command: KnownCommand): string[] => {
  const place = `complete -c masthead -n ${quoted(conditionOf(command))}`
  return [
    ...command.names.map(({ name, about }) => `${place} -a ${quoted(name)} -d ${quoted(about)}`),
    ...command.options.map((option) => `${place} ${optionOf(option)} -d ${quoted(option.about)}`),
    ...(command.argument.offers === 'nothing' ? [] : [`${place} ${offer(command.argument)}`]),
  ]
}

/** When a command's own words are offered: after its name, and before a subcommand's. */
const conditionOf = ({ path, names }: KnownCommand): string => {
  if (!path) return '__fish_use_subcommand'
  const seen = path.split(' ').map((name) => `__fish_seen_subcommand_from ${name}`)
  const below = names.map(({ name }) => name).join(' ')
  return [...seen, ...(below ? [`not __fish_seen_subcommand_from ${below}`] : [])].join('; and ')
}

const optionOf = ({ flags, value }: KnownOption): string => {
  const names = flags.map((flag) => (flag.startsWith('--') ? `-l ${flag.slice(2)}` : `-s ${flag.slice(1)}`))
  // A value must follow: a file, or (`-x`) only what is offered here.
  return [...names, ...(value ? [value.offers === 'files' ? '-r' : '-x', offer(value)] : [])]
    .filter(Boolean)
    .join(' ')
}

const offer = (value: Value): string => {
  if (value.offers === 'words') return `-a ${quoted(value.words.join(' '))}`
  if (value.offers === 'files') return '-F'
  return value.offers === 'folders' ? "-a '(__fish_complete_directories)'" : ''
}

/** In fish, a backslash escapes a quote within quotes, and a backslash. */
const quoted = (text: string): string => `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`
