import type { Rule } from './rule.ts'

/**
 * Nobody arrives who was erased meanwhile. Nobody is on their way for ever, and an address that was left leads to somebody: to whoever moved, or, once they are
 * erased, to nobody, and then it is erased, too.
 */
export const moved: Rule = {
  name: 'moved',
  watch: (book, report) => ({
    before: (event) => {
      if (event.is !== 'reader' || event.status === 'erased' || !event.movedFrom) return
      const isErased = (reader: string) => book.statesOf(reader).at(-1)?.status === 'erased'
      if (isErased(event.reader) && event.movedFrom.every(({ id }) => isErased(id)))
        report(event.at, `${event.reader} was erased, and is there again without having come from anywhere`)
    },
    end: (at) => {
      if (!book.rules.isOver) return
      for (const reader of book.readers()) {
        const state = book.statesOf(reader).at(-1)
        const isErased = (id: string) => book.statesOf(id).at(-1)?.status === 'erased'
        const erasures = book.deeds({ what: ['erase'], reader }).filter(({ how }) => how === 'done')
        if (erasures.length > 0 && state?.movedFrom?.some(({ id }) => isErased(id)))
          report(at, `${reader} came from an address that is erased, and is not erased`)
        if (state?.status !== 'moved') continue
        if (state.carries) report(at, `${reader} is still on their way to ${state.to}`)
        const there = book.statesOf(state.to!).at(-1)
        if (there?.status === 'moved') report(at, `${reader} leads to ${state.to}, and from there on`)
        if (there?.status === 'erased' && erasures.length > 0)
          report(at, `${reader} leads to ${state.to}, who is erased, and is not erased`)
        if (there?.status !== 'erased' && !there?.movedFrom?.some(({ id }) => id === reader))
          report(at, `${reader} leads to ${state.to}, who never came from there`)
      }
    },
  }),
}
