import type { Argument, Command, Option } from 'commander'
import { type Html, html } from '../../../functions/web/html.ts'
import type { MastheadCommand } from '../../command.ts'
import { prose } from './prose.page.ts'

/** Every command with its arguments and options, by the groups of `masthead --help`. */
export const commandReference = (program: MastheadCommand): Html =>
  html`${[...grouped(program)].map(
    ([group, commands]) => html`<h2 id="${slug(group)}">${group}</h2>
${commands.flatMap(withBelow).map((one) => entry(one as MastheadCommand, program))}`,
  )}`

/** A command, and those below it. */
const withBelow = (command: Command): Command[] => [command, ...command.commands.flatMap(withBelow)]

const grouped = (program: Command): Map<string, Command[]> => {
  const groups = new Map<string, Command[]>()
  for (const command of program.commands) {
    const group = command.helpGroup().replace(/:$/, '')
    groups.set(group, [...(groups.get(group) ?? []), command])
  }
  return groups
}

const slug = (text: string) => text.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-')

/** `masthead new issue`. */
export const fullName = (command: Command): string =>
  command.parent ? `${fullName(command.parent)} ${command.name()}` : command.name()

const entry = (command: MastheadCommand, program: MastheadCommand): Html => {
  const name = fullName(command)
  const id = slug(name)
  return html`<section class="command">
<h3 id="${id}"><code>${name}</code><a class="anchor" href="#${id}" aria-label="Link to this command"></a></h3>
<p>${prose(sentence(command.description()))}</p>
<pre class="sh"><code>${`${name} ${command.usage()}`}</code></pre>
${rows([...command.registeredArguments.map(argumentRow), ...command.options.map(optionRow)])}
${examplesOf(command)}${jsonOf(command)}${exitsOf(command, program)}
</section>
`
}

type Row = [typed: string, does: string]

const argumentRow = (argument: Argument): Row => {
  const name = `${argument.name()}${argument.variadic ? '...' : ''}`
  return [argument.required ? `<${name}>` : `[${name}]`, argument.description]
}

const optionRow = ({ flags, description, mandatory, defaultValue, argChoices }: Option): Row => {
  const facts = [
    ...(mandatory ? ['required'] : []),
    ...(argChoices ? [`one of ${argChoices.join(', ')}`] : []),
    ...(defaultValue === undefined ? [] : [`default: ${defaultValue}`]),
  ]
  return [flags, facts.length > 0 ? `${description} (${facts.join('; ')})` : description]
}

const rows = (all: Row[]): Html | undefined =>
  all.length > 0
    ? html`<dl class="options">${all.map(([typed, does]) => html`<dt><code>${typed}</code></dt><dd>${prose(sentence(does))}</dd>`)}</dl>`
    : undefined

const examplesOf = ({ examples }: MastheadCommand): Html | undefined =>
  examples.length > 0
    ? html`<p class="label">Examples</p>${examples.map(({ line, does }) => html`<pre class="sh"><code>${does ? `# ${does}\n` : ''}${line}</code></pre>`)}`
    : undefined

const jsonOf = ({ jsonShape }: MastheadCommand): Html | undefined =>
  jsonShape
    ? html`<p class="label">With <code>--json</code></p><pre class="json"><code>${jsonShape}</code></pre>`
    : undefined

const codes = ({ exitCodes }: MastheadCommand): [number, string][] => [...exitCodes].sort(([a], [b]) => a - b)

/** What every command's exit code means, unless its own entry says more. */
export const exitCodeReference = (program: MastheadCommand): Html => codeList(codes(program))

const codeList = (all: readonly [number, string][]): Html =>
  html`<dl class="codes">${all.map(([code, meaning]) => html`<dt>${code}</dt><dd>${meaning}</dd>`)}</dl>`

const exitsOf = (command: MastheadCommand, program: MastheadCommand): Html | undefined => {
  const own = codes(command).filter(([code, meaning]) => program.exitCodes.get(code) !== meaning)
  return own.length > 0 ? html`<p class="label">Exit codes</p>${codeList(own)}` : undefined
}

const sentence = (text: string): string => text.replace(/^./u, (first) => first.toUpperCase())
