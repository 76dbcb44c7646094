import { execFile, spawnSync } from 'node:child_process'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { describe, expect, test } from 'vitest'
import { aFolder, aMachine } from './terminal-io.ts'

type Shell = 'bash' | 'zsh' | 'fish'

/** What a shell offers where a line ends, in a folder with `content/`, `notes.md` and a file with a space in its name. */
const offers = async (shell: Shell, typed: string): Promise<string[]> => {
  const cwd = await aFolder()
  const { masthead } = aMachine({ cwd })
  await mkdir(join(cwd, 'content'))
  await writeFile(join(cwd, 'notes.md'), '')
  await writeFile(join(cwd, 'notes of may.md'), '')
  await writeFile(join(cwd, 'script'), (await masthead('completion', shell)).out)
  const { stdout } = await promisify(execFile)(shell, [...plain[shell], ask[shell](typed)], { cwd })
  return stdout
    .split('\n')
    .map((line) => line.split(/\t|:/)[0]!.replace(/\/$/, ''))
    .filter(Boolean)
}

/** Without anybody's own settings. */
const plain: Record<Shell, string[]> = {
  bash: ['--noprofile', '--norc', '-c'],
  zsh: ['-f', '-c'],
  fish: ['--no-config', '-c'],
}

const ask: Record<Shell, (typed: string) => string> = {
  bash: (typed) => `. ./script
    COMP_WORDS=(${typed.replaceAll('=', ' = ')}${typed.endsWith(' ') ? "''" : ''})
    COMP_CWORD=$((\${#COMP_WORDS[@]} - 1))
    _masthead
    printf '%s\\n' "\${COMPREPLY[@]}"`,
  // What zsh's own parts would draw, these print: they are asked, and what the script hands them is theirs to say.
  zsh: (typed) => `compdef() { : }
    _describe() { print -l -- "\${(P@)\${@[-1]}}" }
    _files() { [[ $1 == -/ ]] && print -l -- *(/) || print -l -- *(.) }
    compadd() { shift; print -l -- "$@" }
    . ./script
    words=(${typed}${typed.endsWith(' ') ? "''" : ''}); CURRENT=$#words
    _masthead`,
  fish: (typed) => `. ./script; complete -C ${JSON.stringify(typed)}`,
}

const isThere = (shell: Shell) => spawnSync(shell, ['--version']).status === 0

for (const shell of ['bash', 'zsh', 'fish'] as const)
  describe.skipIf(!isThere(shell))(isThere(shell) ? shell : `${shell} is not installed`, () => {
    test('offers commands, and those below them', async () => {
      const commands = await offers(shell, 'masthead ')
      expect(commands).toEqual(expect.arrayContaining(['new', 'check', 'send', 'completion']))
      expect(await offers(shell, 'masthead new ')).toEqual(expect.arrayContaining(['issue', 'content']))
    })

    test('offers the options of a command, and of one below it', async () => {
      const options = await offers(shell, 'masthead check --')
      expect(options).toEqual(expect.arrayContaining(['--github', '--json', '--publication', '--help']))
      expect(options).not.toContain('--outcome')
      const below = await offers(shell, 'masthead new issue --')
      expect(below).toContain('--number')
      expect(below).not.toContain('--cadence')
    })

    test('offers the choices of an option and of an argument', async () => {
      expect(await offers(shell, 'masthead recipients --outcome ')).toEqual([
        ...['accepted', 'excluded', 'failed', 'uncertain', 'waiting'],
      ])
      expect((await offers(shell, 'masthead completion ')).sort()).toEqual(['bash', 'fish', 'zsh'])
    })

    test('offers folders where a folder is wanted, and files where a file is', async () => {
      const folders = await offers(shell, 'masthead check ')
      expect(folders).toContain('content')
      expect(folders).not.toContain('notes.md')
      const files = await offers(shell, 'masthead check --publication ')
      expect(files.map((name) => name.replaceAll('\\', ''))).toEqual(
        expect.arrayContaining(['notes.md', 'notes of may.md']),
      )
    })

    test('offers nothing where anything may be typed', async () => {
      expect(await offers(shell, 'masthead send --at ')).toEqual([])
    })
  })

test.skipIf(!isThere('bash'))('bash completes what is begun, also behind an equals sign', async () => {
  expect(await offers('bash', 'masthead rec')).toEqual(['recipients'])
  expect(await offers('bash', 'masthead recipients --outcome=unc')).toEqual(['uncertain'])
})
