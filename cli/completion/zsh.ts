import { pathPatterns, quoted } from './bash.ts'
import type { KnownCommand, Value } from './known-words.ts'

/** A script for zsh: a file `_masthead` in a folder of its `fpath`, or sourced after `compinit`. */
export const zshScript = (commands: readonly KnownCommand[]): string => `#compdef masthead
# masthead completion zsh
_masthead() {
  local command= at
  local -a known
  for ((at = 2; at < CURRENT; at++)); do
    case "$command $words[at]" in
      (${pathPatterns(commands)}) command="\${command:+$command }$words[at]" ;;
    esac
  done
  case "$command $words[CURRENT-1]" in
${commands.flatMap(valueCases).join('\n')}
  esac
  case "$command" in
${commands.map(commandCase).join('\n')}
  esac
}
if [[ $funcstack[1] == _masthead ]]; then _masthead "$@"; else compdef _masthead masthead; fi
`

const valueCases = ({ path, options }: KnownCommand): string[] =>
  options.flatMap(({ flags, value }) =>
    value
      ? [`    (${flags.map((flag) => quoted(`${path} ${flag}`)).join(' | ')}) ${offer(value)}; return ;;`]
      : [],
  )

const commandCase = ({ path, options, names, argument }: KnownCommand): string => {
  const flags = options.flatMap((option) => option.flags.map((flag) => described(flag, option.about)))
  const words = names.map(({ name, about }) => described(name, about))
  return `    (${quoted(path)})
      if [[ $words[CURRENT] == -* ]]; then
        known=(${flags.join(' ')})
        _describe -o option known
      else
        ${words.length > 0 ? `known=(${words.join(' ')}); _describe command known; ` : ''}${offer(argument)}
      fi ;;`
}

/** `name:what it is`; a colon in either is escaped (zshcompsys(1), _describe). */
const described = (name: string, about: string): string =>
  quoted([name, about].map((text) => text.replaceAll(':', '\\:')).join(':'))

const offer = (value: Value): string => {
  if (value.offers === 'words') return `compadd -- ${value.words.map(quoted).join(' ')}`
  if (value.offers === 'nothing') return ':'
  return value.offers === 'files' ? '_files' : '_files -/'
}
