import type { Rule } from './rule.ts'

/** No call begins on a reader's state that is older than two seconds: what was acknowledged before that holds. */
export const fresh: Rule = {
  name: 'fresh',
  watch: (book, report) => ({
    after: (event) => {
      if (event.is !== 'call-began') return
      if (book.sends.get(event.send)?.test) return
      const left = book
        .deeds({ what: ['unsubscribe'], reader: event.reader })
        .filter(({ how, endedAt }) => how === 'done' && endedAt! + book.rules.freshMs < event.at)
        .at(-1)
      if (!left) return
      // Who came back since is a reader again.
      const isBack = book
        .statesOf(event.reader)
        .some(({ at, status }) => status === 'active' && at > left.askedAt && at <= event.at)
      if (!isBack)
        report(
          event.at,
          `${event.reader} is mailed ${event.at - left.endedAt!} ms after leaving was acknowledged`,
        )
    },
  }),
}
