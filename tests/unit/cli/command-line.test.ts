import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import type { Command } from 'commander'
import { expect, test } from 'vitest'
import type { MastheadCommand } from '../../../cli/command.ts'
import { loadProgram } from '../../../cli/list-of-commands.ts'
import type { TerminalIo } from '../../../cli/terminal/terminal-io.ts'
import { aFolder, aMachine } from './terminal-io.ts'

const declared = async () => {
  const { world } = aMachine({ cwd: '/' })
  const io: TerminalIo = { ...world, answer: () => {}, answerPart: () => {} }
  const program = await loadProgram(io, async () => {})
  const all = (command: MastheadCommand): MastheadCommand[] =>
    command.commands.flatMap((one) => [one as MastheadCommand, ...all(one as MastheadCommand)])
  return { program, commands: all(program) }
}

/** What prints a script or lets another program speak. */
const speaksForOthers = ['synth', 'deploy', 'completion']

/** What is typed for a command. One that others stand below may have a first of its own, by which they are listed. */
const typedFor = (command: Command): string[] => {
  const { parent } = command
  if (!parent) return []
  const isUsual = (parent as { _defaultCommandName?: string })._defaultCommandName === command.name()
  return [...typedFor(parent), ...(isUsual ? [] : [command.name()])]
}

test('every command says what it is for, gives an example, and knows no magazine', async () => {
  const { program, commands } = await declared()
  expect(commands.length).toBeGreaterThan(20)
  expect(program.helpInformation()).not.toMatch(/matrix/i)
  for (const command of commands) {
    const help = command.helpInformation()
    expect(help, command.name()).not.toMatch(/matrix/i)
    expect(command.description(), command.name()).not.toBe('')
    expect(command.examples.length, command.name()).toBeGreaterThan(0)
    for (const { line } of command.examples) expect(line).toMatch(`masthead ${typedFor(command).join(' ')}`)
    // What is only a name before others says nothing of its own.
    if (command.commands.length > 0 && command.registeredArguments.length === 0) continue
    const hasJson = command.options.some(({ long }) => long === '--json')
    expect(hasJson, command.name()).toBe(!speaksForOthers.includes(command.name()))
    expect(command.jsonShape !== undefined, command.name()).toBe(hasJson)
  }
})

test('help of all commands loads small libraries alone', async () => {
  const script = `
    import { registerHooks } from 'node:module'
    const loaded = []
    registerHooks({ load: (url, context, next) => { loaded.push(url); return next(url, context) } })
    const { loadProgram } = await import('./cli/list-of-commands.ts')
    const io = { style: (_, text) => text }
    await loadProgram(io, async () => {})
    console.log(JSON.stringify(loaded))`
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', script])
  const packages = (JSON.parse(stdout) as string[]).flatMap(
    (url) => /\/node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(url)?.[1] ?? [],
  )
  const small = ['commander', 'get-east-asian-width', 'temporal-polyfill', 'temporal-utils']
  expect(packages.filter((name) => !small.includes(name))).toEqual([])
  expect(packages).toContain('commander')
})

test.each([
  ['a command', ['chekc'], "Unknown command 'chekc'. Did you mean check?"],
  ['an option', ['status', '--jsn'], "Unknown option '--jsn'. Did you mean --json?"],
  ['an argument', ['check', 'one', 'two'], 'Too many arguments'],
])('%s that there is not is wrong use, and what was meant is said', async (_, args, said) => {
  const { code, out, errors } = await aMachine({ cwd: await aFolder() }).masthead(...args)
  expect({ code, out }).toEqual({ code: 2, out: '' })
  expect(errors).toContain(said)
})

test('with --json a failure is one document, too, and is said to people all the same', async () => {
  const { masthead } = aMachine({ cwd: await aFolder() })
  const { code, out, errors } = await masthead('check', 'nowhere', '--json')
  expect(code).toBe(1)
  expect(JSON.parse(out)).toEqual({ problems: [{ message: errors }] })
  const misused = await masthead('check', '--wrong', '--json')
  expect(misused.code).toBe(2)
  expect(JSON.parse(misused.out).problems[0].message).toContain('--wrong')
})
