/**
 * A time limit in milliseconds that can be paused together with the process that it watches.
 * @param excused milliseconds so far that do not count, e.g. those in which a busy machine let the process wait
 */
export const startPausableTimer = (milliseconds: number, onOver: () => void, excused = () => 0) => {
  let left = milliseconds
  let since = Date.now()
  let excusedBefore = excused()
  let over = false
  const end = () => {
    const more = Math.ceil(excused() - excusedBefore)
    if (more <= 0) return onOver()
    excusedBefore += more
    timer = setTimeout(end, more)
  }
  let timer: NodeJS.Timeout | undefined = setTimeout(end, left)
  return {
    stop: () => {
      over = true
      clearTimeout(timer)
    },
    pause: () => {
      if (over || !timer) return
      clearTimeout(timer)
      timer = undefined
      left -= Date.now() - since
    },
    resume: () => {
      if (over || timer) return
      since = Date.now()
      timer = setTimeout(end, Math.max(0, left))
    },
  }
}
export type PausableTimer = ReturnType<typeof startPausableTimer>
