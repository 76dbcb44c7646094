import { styleText } from 'node:util'
import { columnsOf } from '../../emails/text-columns.ts'
import { firstColumns } from '../../functions/publication/shorten.ts'

/** Characters that even the Linux console has. */
const marks = {
  full: { frames: [...'⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏'], done: '━', rest: '─' },
  plain: { frames: [...'-\\|/'], done: '#', rest: '.' },
}
const everyMs = 80
const barColumns = 24

type Shown = { text: string; part?: number | undefined; since: number }

/** A line at the bottom of a terminal that says what is being done, how far it is, and for how long. */
export const createProgressLine = ({ stderr, env }: Pick<NodeJS.Process, 'stderr' | 'env'>) => {
  // A log would keep every update of it.
  const isWatched = stderr.isTTY && !env.CI && env.TERM !== 'dumb'
  const { frames, done, rest } = env.TERM === 'linux' ? marks.plain : marks.full
  const style = (look: 'cyan' | 'dim', text: string) => styleText(look, text, { stream: stderr })
  let shown: Shown | undefined
  let timer: NodeJS.Timeout | undefined
  let frame = 0

  const bar = (part: number): string => {
    const full = Math.round(Math.min(1, Math.max(0, part)) * barColumns)
    return `  ${style('cyan', done.repeat(full))}${style('dim', rest.repeat(barColumns - full))}`
  }
  // Back to the line's start, and clear it (ECMA-48 EL).
  const clear = () => stderr.write('\r\u001b[K')
  const draw = ({ text, part, since }: Shown) => {
    const seconds = Math.floor((Date.now() - since) / 1_000)
    const time = seconds > 0 ? `  ${elapsed(seconds)}` : ''
    const barWidth = part === undefined ? 0 : barColumns + 2
    const room = stderr.columns - 4 - barWidth - columnsOf(time)
    clear()
    stderr.write(
      `${style('cyan', frames[frame % frames.length]!)} ${firstColumns(text, room)}${part === undefined ? '' : bar(part)}${style('dim', time)}`,
    )
  }
  const tick = () => {
    frame += 1
    if (shown) draw(shown)
  }
  return {
    isWatched,
    /** @param text empty = nothing any more */
    show: (text: string, part?: number): void => {
      if (!isWatched) return
      if (!text) {
        clearInterval(timer)
        timer = undefined
        if (shown) clear()
        shown = undefined
        return
      }
      shown = { text, part, since: shown?.since ?? Date.now() }
      timer ??= setInterval(tick, everyMs).unref()
      draw(shown)
    },
    /** Writes above the line. */
    above: (write: () => void): void => {
      if (shown) clear()
      write()
      if (shown) draw(shown)
    },
  }
}

const elapsed = (seconds: number): string =>
  seconds < 60 ? `${seconds} s` : `${Math.floor(seconds / 60)} min ${seconds % 60} s`
