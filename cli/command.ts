import { Command } from 'commander'

/** Something that can be typed, and what it does. */
export type Example = { line: string; does?: string | undefined }

/** Exit codes that every command may end with. */
const everyExitCode: readonly [code: number, meaning: string][] = [
  [0, 'done'],
  [1, 'not done, and why is on standard error'],
  [2, 'called in a way that there is not: a command, an option or an argument'],
]

/** A commander command, with what help and manual say beyond its options and arguments. */
export class MastheadCommand extends Command {
  readonly examples: Example[] = []
  readonly exitCodes = new Map<number, string>(everyExitCode)
  /** What it prints with `--json`; undefined when it prints none. */
  jsonShape: string | undefined

  override createCommand(name?: string): MastheadCommand {
    return new MastheadCommand(name)
  }

  /** @param line without `masthead` in front */
  example(line: string, does?: string): this {
    this.examples.push({ line: `masthead ${line}`, does })
    return this
  }

  /** Says what an exit code means here. */
  exits(code: number, meaning: string): this {
    this.exitCodes.set(code, meaning)
    return this
  }

  /** Adds `--json`. @param shape of the one document that is printed then, as help shows it */
  json(shape: string): this {
    this.jsonShape = shape
    return this.option('--json', 'print one JSON document on standard output, and nothing else')
  }

  override helpInformation(context?: { error: boolean }): string {
    return [super.helpInformation(context).trimEnd(), ...this.furtherHelp(), ''].join('\n')
  }

  /** Explains each example beside it where there is room, else above it. */
  private exampleLines(): string[] {
    const { getOutHelpWidth = () => 80 } = this.configureOutput()
    const longest = Math.max(...this.examples.map(({ line }) => line.length))
    const isWide = this.examples.some(({ does = '' }) => longest + does.length + 4 > getOutHelpWidth())
    return this.examples.flatMap(({ line, does }) => {
      if (!does) return [`  ${line}`]
      return isWide ? [`  # ${does}`, `  ${line}`] : [`  ${line.padEnd(longest)}  ${does}`]
    })
  }

  private furtherHelp(): string[] {
    const title = (text: string) => this.createHelp().styleTitle(text)
    const examples = this.exampleLines()
    const codes = [...this.exitCodes].sort(([a], [b]) => a - b).map(([code, what]) => `  ${code}  ${what}`)
    return [
      ...(examples.length > 0 ? ['', title('Examples:'), ...examples] : []),
      ...(this.jsonShape
        ? ['', title('With --json:'), ...this.jsonShape.split('\n').map((line) => `  ${line}`)]
        : []),
      '',
      title('Exit codes:'),
      ...codes,
    ]
  }
}
