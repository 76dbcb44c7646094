/** Pauses, in ms, before another attempt at a mail that SES throttled: by who waits for it. */

/** None: what the form could not send at once goes to queue `UnsentMail`. */
export const pausesWhileFormWaits: number[] = []

/** Short, because the reader is waiting for the page. */
export const pausesWhilePageWaits = [300, 900]

/**
 * Retries for most of a minute, one to three times a second. While an issue goes out, a send leaves other mail a 25th
 * of the rate, so a caller that rarely asks rarely finds room.
 */
export const pausesInQueue = Array<number>(80).fill(300)
