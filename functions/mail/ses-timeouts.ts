/** Time limits of a call in ms: to connect, and then to get an answer. */
export const connectMs = 3_000
export const answerMs = 10_000
export const callMs = connectMs + answerMs

/** A connection that was idle for this long, in ms, is not reused. */
export const idleMs = 15_000
