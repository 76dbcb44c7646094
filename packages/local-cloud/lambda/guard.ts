import { spawn } from 'node:child_process'

/** Kills processes that are left when this one has gone. */
export type Guard = {
  add(pid: number): void
  remove(pid: number): void
  end(): void
}

// The signals that end everything at a terminal must not end it first.
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
 * A stopped process does not notice that its parent has gone, and nothing that Node offers has the kernel tell it. So a
 * shell, in a session of its own, reads a pipe that only this process writes: the pipe's end is this process's end,
 * whatever brought it about, and then the shell kills who is left.
 * @param onLost called when the shell cannot start or has gone before its time
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
  // A socket in truth, which must not keep this process either.
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
