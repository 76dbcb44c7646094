import type { Mutant } from './mutant.ts'

/** Mutants of when a call to SES may begin, and of what its answer means. */
export const calling: Mutant[] = [
  {
    name: 'work after the deadline',
    shows: { dwell: 'sleeping' },
    file: 'functions/sending/deliver/send-batch-mails.ts',
    find: 'const isTimeLeft = () => deadline.leftMs() >= callAndSettleMs',
    replace: 'const isTimeLeft = () => deadline.leftMs() >= -Infinity',
  },
  {
    name: 'only one clock judged',
    shows: { dwell: 'sleeping' },
    file: 'functions/runtime/clocks.ts',
    find: 'Math.max(0, clocks.wall() - wall, clocks.monotonic() - monotonic)',
    replace: 'Math.max(0, clocks.monotonic() - monotonic, 0 * wall)',
  },
  {
    name: 'state not read again',
    shows: { dwell: 'leaving' },
    file: 'functions/sending/deliver/send-batch-mails.ts',
    find: 'test !== undefined || isFresh(clocks, state)',
    replace: 'test !== undefined || isFresh(clocks, state) || true',
  },
  {
    name: 'age judged before the read',
    shows: { dwell: 'leaving' },
    file: 'functions/sending/deliver/fresh-reader-states.ts',
    find: `const askedAt = momentOf(clocks)
      const ids = [...new Set([id, ...soon()])]
      const readers = await subscribers.getMany(ids)`,
    replace: `const ids = [...new Set([id, ...soon()])]
      const readers = await subscribers.getMany(ids)
      const askedAt = momentOf(clocks)`,
  },
  {
    name: 'a paused reader is mailed',
    shows: { dwell: 'resting' },
    file: 'functions/sending/deliver/still-wanted.ts',
    find: "? 'Z' : undefined",
    replace: '? undefined : undefined',
  },
  {
    name: 'a pause that ends in mid-send',
    shows: { dwell: 'resting' },
    file: 'functions/sending/deliver/still-wanted.ts',
    find: 'welcome ? new Date(due).toISOString() : frozen.at',
    replace: '(welcome ? new Date(due).toISOString() : frozen.at) && new Date().toISOString()',
  },
  {
    name: 'a batch that is not due is delivered',
    shows: { dwell: 'warming' },
    file: 'functions/sending/deliver/deliver-batch.ts',
    find: "if (dueIn(send, batch) > deps.time.earliest()) return 'too-early'",
    replace: '',
    also: {
      file: 'functions/sending/deliver/deliver-batch.ts',
      find: "if (dueIn(send, claimed.batch()) > deps.time.earliest()) return { ...found, stop: { by: 'too-early' } }",
      replace: '',
    },
  },
  {
    name: 'cancel that workers do not see',
    file: 'functions/sending/deliver/deliver-batch.ts',
    find: "if (send.cancelledAt) return { ...found, stop: { by: 'cancelled' } }",
    replace: '',
  },
  {
    name: 'the SDK’s retries on',
    file: 'functions/mail/mailer.ts',
    find: 'new SESClient({ maxAttempts: 1, requestHandler: handler })',
    replace: 'new SESClient({ requestHandler: handler })',
  },
  {
    name: 'who was not called is uncertain',
    file: 'functions/sending/deliver/code-of-outcome.ts',
    find: "'not-called': '.',",
    replace: "'not-called': 'u',",
  },
  {
    name: 'an account’s error is a rejection',
    file: 'functions/mail/ses-error.ts',
    find: 'return isAboutUs(message, from)',
    replace: 'return isAboutUs(message, from) && false',
  },
  {
    name: 'a prepared call is not guarded',
    shows: { dwell: 'sleeping' },
    file: 'functions/mail/guarded-request-handler.ts',
    find: 'guards.set(request, mayCall)\n      const began',
    replace: 'mayCall()\n      const began',
  },
  {
    name: 'an answer that was cut is a call never made',
    file: 'functions/mail/guarded-request-handler.ts',
    find: "reject(new Error('the answer was cut'))",
    replace: "reject(Object.assign(new Error('the answer was cut'), { syscall: 'connect' }))",
  },
]
