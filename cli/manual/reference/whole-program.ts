import type { MastheadCommand } from '../../command.ts'
import { loadProgram } from '../../list-of-commands.ts'
import type { TerminalIo } from '../../terminal/terminal-io.ts'

/** Only the parts of the terminal that declaring needs: nothing is run. */
const declaringOnly = { style: (_, text) => text } as Pick<TerminalIo, 'style'> as TerminalIo

/** The whole command line, declared and not run. */
export const wholeProgram = (): Promise<MastheadCommand> => loadProgram(declaringOnly, async () => {})
