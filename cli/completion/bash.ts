import type { KnownCommand, Value } from './known-words.ts'

/** A script for bash 3.2, as macOS has it, and newer. */
export const bashScript = (commands: readonly KnownCommand[]): string => `# masthead completion bash
_masthead() {
  local current="\${COMP_WORDS[COMP_CWORD]}" before="\${COMP_WORDS[COMP_CWORD-1]}" command= at
  # bash parts --option=value into three words.
  if [[ $current == = ]]; then current=
  elif [[ $before == = ]]; then before="\${COMP_WORDS[COMP_CWORD-2]}"; fi
  for ((at = 1; at < COMP_CWORD; at++)); do
    case "$command \${COMP_WORDS[at]}" in
      ${pathPatterns(commands)}) command="\${command:+$command }\${COMP_WORDS[at]}" ;;
    esac
  done
  COMPREPLY=()
  case "$command $before" in
${commands.flatMap(valueCases).join('\n')}
  esac
  case "$command" in
${commands.map(commandCase).join('\n')}
  esac
}
_masthead_words() { local IFS=$' \\n'; COMPREPLY=($(compgen -W "$1" -- "$current")); }
_masthead_paths() { local IFS=$'\\n'; COMPREPLY+=($(compgen "$1" -- "$current")); compopt -o filenames 2>/dev/null; }
complete -F _masthead masthead
`

/** Commands by path, each after the command that contains it: `new`, then `new issue`. */
export const pathPatterns = (commands: readonly KnownCommand[]): string =>
  commands
    .filter(({ path }) => path)
    .map(({ path }) => quoted(path.includes(' ') ? path : ` ${path}`))
    .join(' | ')

/** Quotes a text as one word of a shell (POSIX.1-2024, Shell Command Language, 2.2.2). */
export const quoted = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`

const valueCases = ({ path, options }: KnownCommand): string[] =>
  options.flatMap(({ flags, value }) =>
    value
      ? [`    ${flags.map((flag) => quoted(`${path} ${flag}`)).join(' | ')}) ${offer(value)} return ;;`]
      : [],
  )

const commandCase = ({ path, options, names, argument }: KnownCommand): string => {
  const flags = options.flatMap((option) => option.flags).join(' ')
  const words = names.map(({ name }) => name).join(' ')
  return `    ${quoted(path)})
      if [[ $current == -* ]]; then _masthead_words ${quoted(flags)}
      else ${words ? `_masthead_words ${quoted(words)}; ` : ''}${offer(argument)} fi ;;`
}

const offer = (value: Value): string => {
  if (value.offers === 'words') return `_masthead_words ${quoted(value.words.join(' '))};`
  if (value.offers === 'nothing') return ':;'
  return `_masthead_paths ${value.offers === 'files' ? '-f' : '-d'};`
}
