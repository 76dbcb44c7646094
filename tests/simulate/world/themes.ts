import type { Chance } from '../engine/chance.ts'
import { topic } from './magazine.ts'
import { shards } from './scale.ts'
import type { Deed, Story } from './story.ts'

/** Changes a story to focus on something: the timing and mishaps for which a rule of the protocol exists. */
type Theme = (story: Story, chance: Chance) => Partial<Story>

const request: Deed = { at: 0, what: 'request' }

/** Readers leave just when their mail goes out, and much is slow between reading their state and the call. */
const leaving: Theme = ({ people }, chance) => ({
  deeds: [
    request,
    ...people.map(({ id }): Deed => ({ at: chance.between(300, 5_000), what: 'unsubscribe', reader: id })),
  ],
  rate: chance.pick([1, 5]),
  slowSigning: 0.3,
  favoured: ['slow'],
})

/**
 * Readers pause just when a send begins or their mail goes out, for seconds or beyond its end. Some end their pause by
 * hand, and the send is held in between.
 */
const resting: Theme = ({ people }, chance) => {
  const held = chance.between(500, 4_000)
  return {
    deeds: [
      request,
      ...people.flatMap(({ id: reader }): Deed[] => {
        const at = chance.between(1, 6_000)
        const forMs = chance.pick([chance.between(1_000, 8_000), 3_000_000])
        return [
          { at, what: 'pause-reader', reader, forMs },
          ...(chance.is(0.2)
            ? [{ at: at + chance.between(50, 4_000), what: 'unpause-reader', reader } as const]
            : []),
        ]
      }),
      { at: held, what: 'pause' },
      { at: held + chance.between(2_000, 20_000), what: 'resume' },
    ],
    rate: chance.pick([1, 5]),
    slowSigning: 0.3,
    clocksOff: 0,
    favoured: chance.pick([['slow'], ['freeze'], ['kill']] as const).slice(),
  }
}

/** Readers are erased: just before a send begins, while it is planned, and when their mail goes out; the sweeper looks at once. */
const erasing: Theme = ({ people }, chance) => {
  const erased = people.slice(0, chance.between(1, 3)).map(
    ({ id: reader }): Deed => ({
      at: chance.pick([chance.between(1, 150), chance.between(150, 1_500), chance.between(300, 8_000)]),
      what: 'erase',
      reader,
    }),
  )
  const last = erased.at(-1)!.at
  return {
    deeds: [
      request,
      ...erased,
      ...people.flatMap(({ id, status }): Deed[] =>
        status === 'pending' ? [{ at: chance.between(1, 6_000), what: 'confirm', reader: id }] : [],
      ),
      ...(chance.is(0.3) ? [{ at: chance.between(1_500, 40_000), what: 'retry' } as const] : []),
      ...(chance.is(0.3) ? [{ at: chance.between(720_000, 1_500_000), what: 'resend' } as const] : []),
    ],
    sweeps: erased.map(({ at }) => at + chance.between(50, 1_500)),
    dies: chance.is(0.3) ? [last + chance.between(30, 300)] : [],
    refused: chance.is(0.2) ? [people[0]!.email] : [],
    rate: chance.pick([1, 5, 14]),
    planMs: 0,
    ranges: 1,
    favoured: chance.pick([['slow'], ['freeze'], ['kill'], ['late', 'lost-answer']] as const).slice(),
    rough: chance.pick([3, 8]),
  }
}

/**
 * Readers move: while a send is planned and goes out, or so long before that it begins when they are planned at the new
 * address; on and back again, onto one another, and while they leave or are erased by an old id. The functions that do it
 * die half-way.
 */
const moving: Theme = ({ people }, chance) => {
  const begins = chance.is(0.5) ? 0 : 900_000 + chance.between(-3_000, 8_000)
  const movers = people.filter(({ status }) => status === 'active').slice(0, chance.between(1, 3))
  const soon = () =>
    chance.pick([chance.between(1, 300), chance.between(300, 4_000), chance.between(4_000, 20_000)])
  const next = () => chance.between(100, 3_000)
  const what = 'move' as const
  const moves = movers.flatMap(({ id: reader, email }, index): Deed[] => {
    const at = soon()
    const other = chance.pick(people)
    const to = chance.is(0.2) && other.id !== reader ? other : newAddress(index)
    const on = chance.pick(['stays', 'goes on', 'comes back', 'leaves', 'is erased'] as const)
    return [
      { at, what, reader, to: { id: to.id, email: to.email } },
      ...(on === 'goes on' ? [{ at: at + next(), what, reader, to: newAddress(index + 4) }] : []),
      ...(on === 'comes back' ? [{ at: at + next(), what, reader, to: { id: reader, email } }] : []),
      ...(on === 'leaves' ? [{ at: at + soon(), what: 'unsubscribe', reader } as const] : []),
      ...(on === 'is erased' ? [{ at: at + next(), what: 'erase', reader } as const] : []),
    ]
  })
  return {
    deeds: [
      { at: begins, what: 'request' },
      ...moves,
      ...people.flatMap(({ id, status }): Deed[] =>
        status === 'pending' ? [{ at: chance.between(1, 6_000), what: 'confirm', reader: id }] : [],
      ),
      ...(chance.is(0.2) ? [{ at: begins + chance.between(1_000, 9_000), what: 'pause' } as const] : []),
    ],
    sweeps: moves.flatMap(({ at }) => [at + chance.between(50, 700), at + chance.between(50, 1_500)]),
    dies: moves.map(({ at }) => at + chance.between(30, 400)).filter(() => chance.is(0.4)),
    clocksOff: chance.pick([0, 5_000]),
    rate: chance.pick([1, 5, 14]),
    planMs: 0,
    favoured: chance.pick([['slow'], ['freeze'], ['kill'], ['late', 'lost-answer']] as const).slice(),
    rough: chance.pick([3, 8]),
  }
}

/** A reader moves, who does it dies, and they are erased while sweepers that are slow or frozen finish it. */
const vanishing: Theme = ({ people }, chance) => {
  const { id: reader } = people.find(({ status }) => status === 'active') ?? people[0]!
  const at = chance.between(1, 300)
  const erased = at + chance.pick([chance.between(1, 600), chance.between(700, 2_500)])
  return {
    deeds: [
      { at: 900_000 + chance.between(2_000, 8_000), what: 'request' },
      { at, what: 'move', reader, to: newAddress(0) },
      { at: erased, what: 'erase', reader },
    ],
    sweeps: [1, 2, 3, 4].map(() => at + chance.between(300, 2_500)),
    dies: [at + chance.between(200, 600)],
    clocksOff: 0,
    refused: [],
    unreadable: [],
    favoured: chance.pick([['slow'], ['freeze'], ['slow', 'freeze']] as const).slice(),
    rough: 8,
  }
}

/** An address that is nobody's. */
export const newAddress = (index: number) => ({
  id: `${shards[index % shards.length]}${(0xa0 + index).toString(16).repeat(15)}`,
  email: `new${index}@example.org`,
})

/**
 * SES refuses some recipients, and a person retries again and again, while the sweeper looks and writes take effect
 * late.
 */
const refusing: Theme = ({ people }, chance) => {
  const times = [0, 1, 2].map(() => chance.between(1_500, 40_000))
  return {
    deeds: [request, ...times.map((at): Deed => ({ at, what: 'retry' }))],
    refused: people.slice(0, chance.between(1, 2)).map(({ email }) => email),
    sweeps: times.map((at) => at + chance.between(-100, 250)),
    rate: chance.pick([1, 5, 14]),
    favoured: chance.pick([['late'], ['late', 'kill'], ['kill']] as const).slice(),
  }
}

/**
 * Somebody retries in a finished send just when the sweeper is about to forget it, and the request is killed half-way.
 */
const forgetting: Theme = ({ people }, chance) => {
  const at = chance.between(8_000, 20_000)
  return {
    deeds: [request, { at, what: 'retry' }],
    refused: [people[0]!.email],
    sweeps: Array.from({ length: 8 }, () => at + chance.between(0, 300)),
    rate: 500,
    throttled: 0,
    ranges: 1,
    repeated: 0,
    isLeftAlone: true,
    dies: [at + chance.between(60, 400)],
    favoured: [],
  }
}

/** Planners race for a range while its readers come and go. */
const racing: Theme = ({ people }, chance) => ({
  deeds: [
    request,
    { at: chance.between(1, 400), what: 'request' },
    ...people
      .slice(0, chance.between(1, 2))
      .map(({ id }): Deed => ({ at: chance.between(100, 1_500), what: 'unsubscribe', reader: id })),
  ],
  planMs: 0,
  repeated: 0.6,
  ranges: 1,
  favoured: ['slow'],
})

/** Workers die with calls open, and SES's reports come at once. */
const doubting: Theme = (_, chance) => ({
  deeds: [request, ...[1, 2].map((): Deed => ({ at: chance.between(720_000, 1_500_000), what: 'resend' }))],
  rate: chance.pick([5, 14]),
  favoured: chance.pick([['kill'], ['freeze'], ['lost-answer', 'kill']] as const).slice(),
})

/** Others use up the SES rate, so the same recipients are marked again and again. */
const throttled: Theme = (_, chance) => ({
  deeds: [request],
  throttled: 0.5,
  rate: chance.pick([5, 14, 500]),
  favoured: ['late', 'kill'],
})

/**
 * Answers of SES are lost, and its reports come just when a worker records that the outcome is unknown; few reports
 * come at all.
 */
const reporting: Theme = (_, chance) => ({
  deeds: [request],
  rate: chance.pick([14, 500]),
  throttled: 0,
  ranges: 1,
  repeated: 0,
  unreported: 0.6,
  reportedWithin: 80,
  isLeftAlone: true,
  favoured: ['lost-answer', 'slow'],
  rough: 15,
})

/** Workers are frozen with calls to make, and thawed late, when readers have left or the send was cancelled. */
const sleeping: Theme = ({ people }, chance) => ({
  deeds: [
    request,
    ...(chance.is(0.5)
      ? [{ at: chance.between(200, 4_000), what: 'cancel' } as const]
      : people.map(({ id }): Deed => ({ at: chance.between(300, 60_000), what: 'unsubscribe', reader: id }))),
  ],
  rate: chance.pick([1, 5, 14]),
  slowSigning: 0.3,
  repeated: 0.5,
  favoured: ['freeze'],
  rough: 10,
})

/** A send is held for two causes at once: the daily quota is used up, and a person pauses it. */
const holding: Theme = (_, chance) => {
  const at = chance.between(500, 60_000)
  return {
    deeds: [request, { at, what: 'pause' }],
    daily: chance.between(1, 2),
    quotaFreeAt: at + chance.between(-30_000, 120_000),
    sweeps: [1, 2, 3].map((minute) => at + minute * 60_000),
    throttled: 0,
    favoured: [],
  }
}

/** Nearly all recipients complain, so the send is held, and a person looks at it. */
const complaining: Theme = (_, chance) => ({
  deeds: [request, ...[1, 2].map((): Deed => ({ at: chance.between(10_000, 240_000), what: 'resume' }))],
  rate: 1,
  throttled: 0,
  daily: 50_000,
  refused: [],
  complained: 0.85,
  unreported: 0,
  sweeps: Array.from({ length: 8 }, () => chance.between(2_000, 240_000)),
})

/** A person pauses, resumes and pauses again, and writes take effect late. */
const pausing: Theme = (_, chance) => {
  const times = [0, 1, 2].map(() => chance.between(300, 8_000)).sort((a, b) => a - b)
  return {
    deeds: [
      request,
      ...times.flatMap((at): Deed[] => [
        { at, what: 'pause' },
        { at: at + chance.between(100, 700), what: 'resume' },
      ]),
    ],
    rate: 1,
    favoured: ['late', 'lost-answer'],
    rough: 6,
  }
}

/**
 * The issue is republished, readers change their topics, and a row cannot be read for a while, just when a send begins.
 */
const changing: Theme = ({ people }, chance) => ({
  deeds: [
    request,
    ...people.slice(1).map(
      ({ id }): Deed => ({
        at: chance.between(1, 600),
        what: 'choose',
        reader: id,
        topics: chance.pick([[topic.another], [topic.itsOwn], []]),
      }),
    ),
    { at: chance.between(500, 20_000), what: 'resume' },
    { at: chance.between(500, 20_000), what: 'request' },
  ],
  republished: [{ at: chance.between(1, 10_000) }],
  unreadable: [
    {
      row: 'batch',
      from: chance.pick([chance.between(800, 4_000), chance.between(10_000, 40_000)]),
      to: chance.between(60_000, 900_000),
    },
  ],
  sweeps: [8_000, 20_000],
  rate: chance.pick([1, 5]),
})

/**
 * A person cancels a send and asks for it anew, once or twice, perhaps after a pause, while workers are frozen, writes
 * take effect late and requests are killed.
 */
const takingBack: Theme = ({ people }, chance) => {
  const first = chance.between(200, 6_000)
  const times = [first, first + chance.between(1_000, 20_000)].slice(0, chance.between(1, 2))
  const deeds = times.flatMap((at): Deed[] => [
    { at, what: 'cancel' },
    { at: at + chance.pick([chance.between(30, 400), chance.between(400, 8_000)]), what: 'ask-anew' },
  ])
  const last = deeds.at(-1)!.at
  const story: Partial<Story> & { deeds: Deed[] } = {
    deeds: [
      request,
      ...deeds,
      ...(chance.is(0.2) ? [{ at: last + chance.between(30, 3_000), what: 'cancel' } as const] : []),
      { at: chance.between(300, 10_000), what: 'unsubscribe', reader: chance.pick(people).id },
    ],
    rate: chance.pick([1, 5, 14]),
    republished: chance.is(0.3) ? [{ at: first }] : [],
    unreadable: chance.is(0.1) ? [{ row: 'batch', from: first, to: last + 60_000 }] : [],
    sweeps: [0, 1, 2].map(() => last + chance.between(0, 400)),
    dies: chance.is(0.3) ? [last + chance.between(30, 300)] : [],
    isLeftAlone: true,
    favoured: chance.pick([['freeze'], ['late'], ['kill'], ['freeze', 'late'], ['slow']] as const).slice(),
    rough: chance.pick([3, 8]),
  } // Paused before, some of them: who asks anew ends that, too.
  const paused = chance.is(0.3) ? [{ at: first - chance.between(10, 190), what: 'pause' } as const] : []
  return { ...story, deeds: [...story.deeds, ...paused] }
}

/** To whom a send went is forgotten, just when somebody has others of it wait again, or looks for the first time. */
const retiring: Theme = ({ people }, chance) => {
  const times = [0, 1].map(() =>
    chance.pick([chance.between(6_000, 30_000), chance.between(1_000_000, 1_600_000)]),
  )
  const another = () => chance.pick(['retry', 'retry', 'resend', 'request', 'ask-anew'] as const)
  const cancelled = chance.is(0.3) ? [{ at: chance.between(500, 4_000), what: 'cancel' } as const] : []
  return {
    deeds: [
      request,
      ...cancelled,
      ...times.flatMap((at): Deed[] => [
        { at, what: 'forget' },
        { at: at + chance.between(-300, 300), what: another() },
      ]),
    ],
    refused: people.slice(0, chance.between(1, 2)).map(({ email }) => email),
    sweeps: times.map((at) => at + chance.between(-200, 200)),
    rate: chance.pick([14, 500]),
    throttled: 0,
    dies: chance.is(0.3) ? [times[0]! + chance.between(30, 300)] : [],
    favoured: chance.pick([['slow'], ['kill'], ['late', 'lost-answer'], ['freeze']] as const).slice(),
    rough: chance.pick([3, 8]),
  }
}

/**
 * A send goes out in warm-up slices, and much happens between them: it is paused or cancelled and asked for anew, readers
 * leave, pause or are erased, SES refuses some and a person retries.
 */
const warming: Theme = ({ people }, chance) => {
  const sometime = () => chance.between(500, 200_000)
  const deeds: Deed[] = people.flatMap(({ id: reader }): Deed[] =>
    chance.is(0.4)
      ? [
          {
            at: sometime(),
            ...chance.pick([
              { what: 'unsubscribe', reader },
              { what: 'erase', reader },
              { what: 'pause-reader', reader, forMs: 3_000_000 },
            ] as const),
          },
        ]
      : [],
  )
  const stopped = sometime()
  const stop = chance.pick([['pause', 'resume'], ['cancel', 'ask-anew'], undefined] as const)
  if (stop)
    deeds.push({ at: stopped, what: stop[0] }, { at: stopped + chance.between(500, 200_000), what: stop[1] })
  if (chance.is(0.3)) deeds.push({ at: sometime(), what: 'retry' })
  return {
    deeds: [request, ...deeds],
    slices: chance
      .pick([
        [1, 6],
        [1, 1, 6],
        [1, 2, 4],
        [1, 2, 4, 8],
      ] as const)
      .slice(),
    refused: chance.is(0.3) ? [people[0]!.email] : [],
    sweeps: [90_000, 180_000, 270_000].map((at) => at + chance.between(-1_000, 1_500)),
    throttled: 0,
    daily: 50_000,
    repeated: chance.pick([0.03, 0.5]),
    favoured: chance.pick([[], ['kill'], ['freeze'], ['late', 'lost-answer']] as const).slice(),
  }
}

/**
 * A second send is for those who got the first, or did not, while that is still being settled, or is forgotten; readers move
 * between the two, leave or are erased, and come to one another.
 */
const asking: Theme = ({ people }, chance) => {
  // Who has moved is planned at the new address a quarter of an hour later.
  const again = chance.pick([
    chance.between(400, 8_000),
    chance.between(8_000, 60_000),
    920_000 + chance.between(0, 60_000),
  ])
  const got = { got: 'm' }
  const about = (early: number, late: number) => Math.max(1, again + chance.between(-early, late))
  const sometime = () => chance.pick([chance.between(1, 10_000), about(300, 3_000)])
  const movers = people.filter(({ status }) => status === 'active').slice(0, chance.between(1, 3))
  return {
    deeds: [
      request,
      { at: again, what: 'request', rule: chance.is(0.5) ? got : { not: got } },
      ...movers.map(({ id: reader }, index): Deed => {
        const other = chance.pick(people)
        const to = chance.is(0.1) && other.id !== reader ? other : newAddress(index)
        return { at: chance.between(2_000, 12_000), what: 'move', reader, to: { id: to.id, email: to.email } }
      }),
      ...people.flatMap(({ id: reader }): Deed[] =>
        chance.is(0.15)
          ? [{ at: sometime(), what: chance.pick(['unsubscribe', 'erase', 'pause-reader'] as const), reader }]
          : [],
      ),
      ...(chance.is(0.5) ? [{ at: about(2_000, 2_000), what: 'forget' } as const] : []),
      ...(chance.is(0.2) ? [{ at: about(500, 500), what: 'retry' } as const] : []),
      ...(chance.is(0.1) ? [{ at: about(5_000, 500), what: 'cancel' } as const] : []),
    ],
    sweeps: [about(300, 2_000), about(300, 2_000), 15_000],
    refused: chance.is(0.3) ? [people[0]!.email] : [],
    rate: chance.pick([1, 5, 14]),
    throttled: 0,
    planMs: chance.pick([0, 20_000]),
    favoured: chance.pick([[], ['slow'], ['kill'], ['freeze'], ['late', 'lost-answer']] as const).slice(),
  }
}

/**
 * A send waits for a second person, or turns out to go to few. It is approved by its asker or by another, once or twice,
 * while it begins, is planned, cancelled and asked for anew by either. One of them may have published what it sends.
 */
const approving: Theme = (_, chance) => {
  const soon = () =>
    chance.pick([chance.between(1, 400), chance.between(400, 8_000), chance.between(8_000, 120_000)])
  const someone = () => chance.pick(['ada', 'bob'])
  const asSeen = () => (chance.is(0.4) ? { decidesMs: chance.between(0, 3_000) } : {})
  const publisher = () => chance.pick([{}, { publisher: 'ada' }, { publisher: 'bob' }])
  const cancelled = soon()
  const published = soon()
  // Of one that is due later more is approved before it begins.
  const isLater = chance.is(0.4)
  const approvedAsSeen = (): Deed => ({
    at: Math.max(1, published - chance.between(0, 2_500)),
    what: 'approve',
    who: chance.pick(['bob', 'cat']),
    decidesMs: chance.between(0, 3_000),
  })
  return {
    deeds: [
      { ...request, who: 'ada', ...(isLater && { dueMs: published + chance.between(3_000, 60_000) }) },
      ...(isLater ? [approvedAsSeen(), approvedAsSeen()] : []),
      ...[0, 1].flatMap((): Deed[] =>
        chance.is(0.7) ? [{ at: soon(), what: 'approve', who: someone(), ...asSeen() }] : [],
      ),
      ...(chance.is(0.4)
        ? ([
            { at: cancelled, what: 'cancel' },
            { at: cancelled + soon(), what: 'ask-anew', who: someone() },
            { at: cancelled + soon(), what: 'approve', who: someone() },
          ] satisfies Deed[])
        : []),
      ...(chance.is(0.3)
        ? ([
            { at: soon(), what: 'pause' },
            { at: soon(), what: 'resume' },
          ] satisfies Deed[])
        : []),
    ],
    above: chance.between(0, 5),
    ...publisher(),
    republished: chance.is(0.4)
      ? [
          {
            at: published,
            ...chance.pick([{}, { by: 'ada' }, { by: 'bob' }]),
            languages: [chance.pick(['en', 'zh'] as const)],
          },
        ]
      : [],
    sweeps: [0, 1, 2].map(soon),
    dies: chance.is(0.3) ? [soon()] : [],
    rate: chance.pick([1, 5, 14]),
    favoured: chance.pick([['slow'], ['freeze'], ['kill'], ['late', 'lost-answer']] as const).slice(),
    rough: chance.pick([3, 8]),
  }
}

/**
 * A send goes out with a fault, to some; SES refuses others, or nobody knows. The issue is published again, and the send is
 * corrected, perhaps too early, while others retry, send again, take a cancel back, move, leave or choose another language.
 */
const correcting: Theme = ({ people }, chance) => {
  const published = chance.pick([chance.between(1, 8_000), chance.between(8_000, 30_000)])
  const times = [0, 1, 2].map(
    () => published + chance.pick([chance.between(10, 2_000), chance.between(2_000, 60_000)]),
  )
  const late = Math.max(...times) + chance.between(10, 60_000)
  const about = () => chance.pick(times) + chance.between(-400, 400)
  const cancelled = chance.is(0.4) ? chance.between(200, 4_000) : undefined
  const ofCorrection = 1
  return {
    deeds: [
      request,
      ...(cancelled
        ? [
            { at: cancelled, what: 'cancel' } as const,
            ...(chance.is(0.6)
              ? [
                  {
                    at: chance.pick([about(), cancelled + chance.between(30, 4_000)]),
                    what: 'ask-anew',
                  } as const,
                ]
              : []),
          ]
        : []),
      ...[...times, late].map((at): Deed => ({ at, what: 'correct' })),
      ...(chance.is(0.5) ? [{ at: about(), what: 'retry' } as const] : []),
      ...(chance.is(0.3)
        ? [{ at: late + chance.between(0, 20_000), what: 'retry', ofCorrection } as const]
        : []),
      ...(chance.is(0.3)
        ? [{ at: chance.between(720_000, 1_000_000), what: chance.pick(['resend', 'correct'] as const) }]
        : []),
      ...(chance.is(0.2)
        ? [
            { at: late + chance.between(0, 5_000), what: 'cancel', ofCorrection } as const,
            { at: late + chance.between(5_000, 20_000), what: 'ask-anew', ofCorrection } as const,
          ]
        : []),
      ...people.flatMap(({ id: reader }, index): Deed[] => {
        const at = chance.pick([chance.between(1, 6_000), about(), late])
        const what = chance.pick(['unsubscribe', 'erase', 'pause-reader', 'move', 'choose'] as const)
        if (!chance.is(0.3)) return []
        if (what === 'move') return [{ at, what, reader, to: newAddress(index) }]
        if (what === 'pause-reader') return [{ at, what, reader, forMs: chance.between(1_000, 3_000_000) }]
        if (what === 'choose') return [{ at, what, reader, language: chance.pick(['zh', 'en']), topics: [] }]
        return [{ at, what, reader }]
      }),
      ...(chance.is(0.15) ? [{ at: about(), what: 'forget' } as const] : []),
    ],
    republished: [{ at: published }],
    refused: chance.is(0.4) ? [people[0]!.email] : [],
    sweeps: times.map((at) => at + chance.between(0, 1_500)),
    dies: chance.is(0.3) ? [chance.pick(times) + chance.between(30, 300)] : [],
    rate: chance.pick([1, 5, 14, 500]),
    throttled: 0,
    daily: 50_000,
    planMs: chance.pick([0, 20_000]),
    favoured: chance.pick([[], ['slow'], ['kill'], ['freeze'], ['late', 'lost-answer']] as const).slice(),
    rough: chance.pick([3, 8]),
  }
}

/** A correction of two languages is cancelled in its midst, and goes on while the fault of one is published again; then that is mended. */
const goingOn = (people: Story['people'], chance: Chance): Partial<Story> => {
  const published = chance.between(12_000, 30_000)
  const asked = published + chance.between(1_000, 8_000)
  const cancelled = asked + chance.between(300, 4_000)
  const former = cancelled + chance.between(300, 4_000)
  const again = former + chance.between(300, 8_000)
  const mended = again + chance.between(2_000, 20_000)
  const language = chance.pick(['en', 'zh'] as const)
  const ofCorrection = 1
  return {
    people,
    deeds: [
      request,
      { at: asked, what: 'correct' },
      { at: cancelled, what: 'cancel', ofCorrection },
      { at: again, what: 'correct', isAgain: true, ofCorrection },
      ...[mended + chance.between(500, 20_000), 600_000].map((at): Deed => ({ at, what: 'correct' })),
    ],
    republished: [
      { at: published, languages: ['en', 'zh'] },
      { at: former, languages: [language], isFormer: true },
      { at: mended, languages: [language] },
    ],
    sweeps: [asked, again, mended].map((at) => at + chance.between(0, 1_500)),
    rate: chance.pick([1, 5]),
    throttled: 0,
    daily: 50_000,
  }
}

/**
 * A send goes out with a fault in two languages, which are corrected one by one, or both at once, by who asks again and again; a
 * faulty edition is published again just when its correction begins, and another later, or when it goes on after a cancel.
 */
const correctingByLanguage: Theme = (story, chance) => {
  const people = story.people.map((person) => ({ ...person, language: chance.pick(['en', 'zh']) }))
  if (chance.is(0.2)) return goingOn(people, chance)
  const published = chance.between(2_000, 40_000)
  const asked = published + chance.pick([chance.between(10, 2_000), chance.between(2_000, 40_000)])
  const again = asked + chance.pick([chance.between(-300, 400), chance.between(400, 8_000)])
  const later = again + chance.between(500, 60_000)
  const one = () => [chance.pick(['en', 'zh'] as const)]
  const some = (): { languages?: string[] } => (chance.is(0.6) ? { languages: one() } : {})
  const correct = (at: number): Deed => ({ at, what: 'correct', ...some() })
  const isFormer = true
  const cancelled = later + chance.between(-2_000, 20_000)
  const number = chance.pick([1, 2] as const)
  return {
    people,
    deeds: [
      request,
      ...[asked, asked + chance.between(0, 500), later + chance.between(10, 3_000)].map(correct),
      ...[later + chance.between(3_000, 90_000), 600_000 + chance.between(0, 60_000)].map(correct),
      ...(chance.is(0.3)
        ? ([
            { at: cancelled, what: 'cancel', ofCorrection: number },
            {
              at: cancelled + chance.between(500, 20_000),
              what: 'correct',
              isAgain: true,
              ofCorrection: number,
              ...some(),
            },
          ] satisfies Deed[])
        : []),
      ...(chance.is(0.2)
        ? [{ at: cancelled + chance.between(500, 60_000), what: 'retry', ofCorrection: number } as const]
        : []),
      ...people.flatMap(({ id: reader }): Deed[] =>
        chance.is(0.15)
          ? [{ at: chance.between(1, 6_000), what: 'choose', reader, language: one()[0]!, topics: [] }]
          : [],
      ),
    ],
    republished: [
      ...(['en', 'zh'] as const).map((language) => ({
        at: chance.pick([published, published + chance.between(0, 60_000)]),
        languages: [language],
      })),
      ...(chance.is(0.5)
        ? [
            { at: again, languages: one(), isFormer },
            { at: later, languages: ['en', 'zh'] as ('en' | 'zh')[] },
          ]
        : []),
    ],
    sweeps: [asked, again, later].map((at) => at + chance.between(0, 1_500)),
    dies: chance.is(0.3) ? [asked + chance.between(30, 300)] : [],
    rate: chance.pick([14, 500]),
    throttled: 0,
    daily: 50_000,
    favoured: chance.pick([[], ['slow'], ['kill'], ['freeze'], ['late', 'lost-answer']] as const).slice(),
    rough: chance.pick([3, 8]),
  }
}

/**
 * Webhooks want to be told of everything, and their queue takes nothing, or seldom, for a while: just when sends begin, readers
 * leave, and the sweeper looks.
 */
const announcing: Theme = ({ people }, chance) => {
  const from = chance.pick([0, chance.between(0, 8_000)])
  const to = from + chance.pick([chance.between(500, 8_000), chance.between(8_000, 120_000)])
  const during = () => chance.between(from, to)
  // Who presses twice has it announced twice, just as the sweeper looks.
  const pressed = during() + 1
  const about = () => pressed + chance.between(0, 900)
  const twice = { what: 'unsubscribe', reader: people[0]!.id } as const
  return {
    deeds: [
      request,
      { at: pressed, ...twice },
      { at: about(), ...twice },
      ...people.flatMap(({ id: reader }): Deed[] =>
        chance.is(0.6)
          ? [
              {
                at: during() + 1,
                what: chance.pick(['unsubscribe', 'erase', 'unsubscribe'] as const),
                reader,
              },
            ]
          : [],
      ),
      ...(chance.is(0.5) ? [{ at: during(), what: 'request' } as const] : []),
      ...(chance.is(0.4) ? [{ at: during(), what: 'pause' } as const] : []),
    ],
    isAnnounced: true,
    deaf: { from, to, refuses: chance.pick([1, 0.9, 0.7]) },
    sweeps: [during(), about(), about(), ...[0, 1, 2].map(() => to + chance.between(-500, 1_500))],
    dies: chance.is(0.5) ? [during()] : [],
    repeated: chance.pick([0.03, 0.6]),
    throttled: 0,
    favoured: chance.pick([['kill'], ['freeze'], ['slow'], ['late', 'lost-answer']] as const).slice(),
    rough: chance.pick([3, 8]),
  }
}

/** Several who look at one send at once decide about it, each only as they have seen it. */
const deciding: Theme = ({ people }, chance) => {
  const times = [0, 1, 2].map(() => chance.pick([chance.between(100, 8_000), chance.between(8_000, 60_000)]))
  const late = chance.between(700_000, 1_500_000)
  const acts = ['pause', 'resume', 'cancel', 'retry', 'pause', 'resume'] as const
  const together = (at: number, whats: readonly Deed['what'][]): Deed[] =>
    [0, 1, 2].map(() => ({
      at: at + chance.between(0, 800),
      what: chance.pick(whats),
      decidesMs: chance.between(0, 2_000),
    }))
  return {
    deeds: [
      request,
      ...times.flatMap((at) => together(at, acts)),
      ...(chance.is(0.5) ? together(late, ['resend', 'write-off', 'retry']) : []),
      ...(chance.is(0.3) ? [{ at: times[0]! + 400, what: 'pause' } as const] : []),
    ],
    refused: chance.is(0.6) ? people.slice(0, 2).map(({ email }) => email) : [],
    rate: chance.pick([1, 5, 14]),
    favoured: chance.pick([['late', 'lost-answer'], ['slow'], ['freeze'], ['kill']] as const).slice(),
    rough: chance.pick([3, 8]),
  }
}

/** Most sign up or come back, and confirm around the time when a send begins: each is welcomed, or in the send. */
const joining: Theme = ({ people }, chance) => {
  const newcomers = people.map((person) =>
    chance.is(0.7) ? { ...person, status: 'pending' as const } : person,
  )
  return {
    people: newcomers,
    deeds: [
      request,
      ...newcomers.flatMap(({ id, status }): Deed[] =>
        status === 'pending'
          ? [
              {
                at: chance.pick([chance.between(1, 600), chance.between(600, 20_000)]),
                what: 'confirm',
                reader: id,
              },
            ]
          : [],
      ),
    ],
    rate: chance.pick([1, 5, 14]),
    favoured: chance.pick([[], ['slow'], ['kill'], ['lost-answer']] as const).slice(),
  }
}

export const themes = {
  moving,
  vanishing,
  retiring,
  takingBack,
  pausing,
  changing,
  leaving,
  resting,
  erasing,
  refusing,
  forgetting,
  racing,
  doubting,
  throttled,
  reporting,
  sleeping,
  holding,
  complaining,
  warming,
  asking,
  approving,
  correcting,
  correctingByLanguage,
  announcing,
  deciding,
  joining,
}
export type ThemeName = keyof typeof themes
export const themeNames = Object.keys(themes) as ThemeName[]
