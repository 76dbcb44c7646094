/** A person of the sample audience. What becomes of them is said by `then`. */
export type SampleReader = {
  email: string
  language: 'zh-CN' | 'en'
  /** Topic ids; empty = all. */
  topics: string[]
  then: 'confirms' | 'does-nothing' | 'unsubscribes'
}

const reader = (
  email: string,
  language: SampleReader['language'],
  topics: string[] = [],
  then: SampleReader['then'] = 'confirms',
): SampleReader => ({ email, language, topics, then })

/** Both languages, various topics, one who never confirms, one who leaves, and SES's mailbox simulator. */
export const sampleReaders: SampleReader[] = [
  // The mail that asks them to confirm comes back, which suppresses them. They come first: SES reports it seconds later.
  reader('bounce@simulator.amazonses.com', 'zh-CN', [], 'does-nothing'),
  reader('complaint@simulator.amazonses.com', 'en', ['focus'], 'does-nothing'),
  reader('lin.yue@readers.example', 'zh-CN'),
  reader('chen.hao@readers.example', 'zh-CN', ['focus', 'frontier']),
  reader('wang.xin@readers.example', 'zh-CN', ['culture']),
  reader('zhao.min@readers.example', 'zh-CN', ['frontier', 'views', 'press']),
  reader('sun.jia@readers.example', 'zh-CN', ['views']),
  reader('zhou.ning@readers.example', 'zh-CN', ['press']),
  reader('ada@readers.example', 'en'),
  reader('grace@readers.example', 'en', ['frontier']),
  reader('alan@readers.example', 'en', ['focus', 'press']),
  reader('barbara@readers.example', 'en', ['culture', 'views']),
  reader('success@simulator.amazonses.com', 'en'),
  reader('undecided@readers.example', 'en', [], 'does-nothing'),
  reader('farewell@readers.example', 'zh-CN', [], 'unsubscribes'),
]
