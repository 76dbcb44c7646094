/** A time limit in milliseconds that can be paused together with the process that it watches. */
export const startTimeLimit = (milliseconds: number, onOver: () => void) => {
  let left = milliseconds
  let since = Date.now()
  let timer: NodeJS.Timeout | undefined = setTimeout(onOver, left)
  let over = false
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
      timer = setTimeout(onOver, Math.max(0, left))
    },
  }
}
export type TimeLimit = ReturnType<typeof startTimeLimit>
