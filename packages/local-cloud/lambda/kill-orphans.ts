import { spawn } from 'node:child_process'

/** Kills the remaining processes when this one is gone. */
export type Guard = {
  add(pid: number): void
  remove(pid: number): void
  end(): void
}

// Signals that end everything in a terminal must not end this shell first.
const script = `trap '' HUP INT TERM
left=' '
while read -r sign pid; do
  case $sign in
    +) left="$left$pid " ;;
    -) case $left in *" $pid "*) left="\${left%% $pid *} \${left#* $pid }" ;; esac ;;
  esac
done
for pid in $left; do kill -KILL "$pid"; done`

/**
 * A stopped process does not notice when its parent dies, and Node has no way to make the kernel kill it then. So a
 * shell, in a session of its own, reads a pipe that only this process writes. The pipe closes when this process ends,
 * however it ends, and the shell then kills the remaining processes.
 * @param onLost called when the shell cannot start or ends too early
 */
export const startGuard = (onLost: () => void): Guard => {
  const shell = spawn('/bin/sh', ['-c', script], { detached: true, stdio: ['pipe', 'ignore', 'ignore'] })
  let ended = false
  const lost = () => {
    if (!ended) onLost()
    ended = true
  }
  shell.on('error', lost).on('exit', lost)
  shell.stdin.on('error', lost)
  shell.unref()
  // This stream is a socket, which must not keep this process alive either.
  ;(shell.stdin as unknown as { unref(): void }).unref()
  const say = (line: string) => ended || shell.stdin.write(`${line}\n`)
  return {
    add: (pid) => void say(`+ ${pid}`),
    remove: (pid) => void say(`- ${pid}`),
    end: () => {
      ended = true
      shell.stdin.end()
    },
  }
}
