import type { Mutant } from './shape.ts'

/** Who is in a send, once. */
export const planning: Mutant[] = [
  {
    name: 'who confirmed after the freeze is planned',
    file: 'functions/sending/audience.ts',
    find: "if (subscriber.confirmedAt > frozen.at) return 'joined-later'",
    replace: '',
  },
  {
    name: 'a welcome key without the reader',
    file: 'functions/sending/welcome.ts',
    find: `key: reader.id,
    size: 1,`,
    replace: `key: 'newcomers',
    size: 1,`,
  },
]
